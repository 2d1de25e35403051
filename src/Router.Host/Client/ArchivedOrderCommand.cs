using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Host.Cli;

namespace Router.Host.Client;

/// <summary>Reads an order in an archive file. Nothing is written and no router is asked.</summary>
internal static class ArchivedOrderCommand
{
    public static Command Create()
    {
        var number = new Argument<string>("NUMBER") { Description = "The payment's id, the merchant's order number, or the number of an attempt or refund as the channel names it." };
        var file = new Option<string>("--from") { Description = "The archive file.", Required = true };
        return new Command("archived", "Show an archived order as it was stored. Exit code 1 if it is not in the file.") { number, file }.OperatorUnlessFile((parsed, _) =>
        {
            var found = Find(parsed.GetRequiredValue(file), parsed.GetRequiredValue(number));
            foreach (var order in found) Output.Json(order);
            if (found.Count == 0) Console.Error.WriteLine("It is not in this archive.");
            return found.Count == 0 ? ExitCode.Failed : ExitCode.Ok;
        });
    }

    // Orders can be many: only lines that name the number are parsed.
    private static List<JsonNode> Find(string file, string number)
    {
        try
        {
            return [.. File.ReadLines(file).Where(line => line.Contains(number, StringComparison.Ordinal)).Select(line => JsonNode.Parse(line)!).Where(order => IsNamed(order, number))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CliException($"{Path.GetFullPath(file)} cannot be read as an archive: {error.Message}");
        }
    }

    private static bool IsNamed(JsonNode order, string number) => Numbers(order).Any(known => known == number);

    private static IEnumerable<string?> Numbers(JsonNode order)
    {
        var payment = order["payment"];
        yield return payment?["id"]?.ToString();
        yield return payment?["terms"]?["merchantOrderNo"]?.ToString();
        foreach (var attempt in payment?["attempts"] as JsonArray ?? []) yield return attempt?["number"]?.ToString();
        foreach (var refund in order["refunds"] as JsonArray ?? [])
        {
            yield return refund?["id"]?.ToString();
            yield return refund?["refundNumber"]?.ToString();
        }
    }
}
