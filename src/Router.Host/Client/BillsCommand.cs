using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Host.Cli;

namespace Router.Host.Client;

/// <summary>`router bills download`: an account's bill of one day, as the channel gives it; `reconcile`: what differs from our own record.</summary>
internal static class BillsCommand
{
    private static readonly string[] s_columns = ["kind", "attempt", "refundNumber", "channelTransactionId", "amount", "currency", "fee", "bookedAt", "rawStatus"];

    private static readonly Option<string> s_account = new("--account") { Description = "The merchant account.", Required = true };

    private static readonly Option<DateOnly> s_date = Day("--date", "The day, such as 2026-03-10.", required: true);

    private static readonly Option<string> s_out = new("--out") { Description = "Write to this file, *.csv or *.jsonl. Default: CSV to the terminal." };

    public static Command Create() => new("bills", "Fetch channels' bills through a running router.") { Download(), ReconcileCommand.Create(s_account, s_date, Day("--to", "The last day. Default: --date.", required: false)) };

    private static Option<DateOnly> Day(string name, string description, bool required) => new(name)
    {
        Description = description,
        Required = required,
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
            result.AddError($"{name} is '{result.Tokens[0].Value}'; write a day such as 2026-03-10.");
            return default;
        },
    };

    private static Command Download()
    {
        var command = new Command("download", "Download an account's bill of one day.") { s_account, s_date, s_out };
        command.Validators.Add(result =>
        {
            if (result.GetValue(s_out) is { } file && Path.GetExtension(file) is not (".csv" or ".jsonl"))
                result.AddError($"--out is '{file}'; name a file that ends in .csv or .jsonl.");
        });
        return command.Client(RunAsync);
    }

    private static async Task<int> RunAsync(ParseResult parsed, RouterClient client)
    {
        var day = parsed.GetValue(s_date).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var bill = await client.GetAsync($"v1/bills?account={PayCommands.Escaped(parsed.GetRequiredValue(s_account))}&date={day}");
        var lines = bill["lines"]!.AsArray().OfType<JsonNode>().ToList();
        if (parsed.GetValue(s_out) is { } file)
        {
            Write(file, Path.GetExtension(file) == ".csv" ? Csv(lines) : JsonLines(lines));
            if (parsed.WantsJson()) Output.Json(new JsonObject { ["file"] = Path.GetFullPath(file), ["lines"] = lines.Count });
            else Console.Out.WriteLine($"{lines.Count} lines written to {Path.GetFullPath(file)}");
        }
        else if (parsed.WantsJson())
        {
            Output.Json(bill);
        }
        else
        {
            Console.Out.Write(Csv(lines));
        }

        return ExitCode.Ok;
    }

    private static string Csv(List<JsonNode> lines)
    {
        var text = new StringBuilder().AppendJoin(',', s_columns).Append('\n');
        foreach (var line in lines) text.AppendJoin(',', s_columns.Select(c => Cell(line[c]?.ToString() ?? ""))).Append('\n');
        return text.ToString();
    }

    private static string Cell(string value) => value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string JsonLines(List<JsonNode> lines)
    {
        using var memory = new MemoryStream();
        foreach (var line in lines)
        {
            using (var writer = new Utf8JsonWriter(memory, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) line.WriteTo(writer);
            memory.WriteByte((byte)'\n');
        }

        return Encoding.UTF8.GetString(memory.ToArray());
    }

    // Beside it first: a file that is cut short must not pass for a bill.
    private static void Write(string file, string content)
    {
        try
        {
            File.WriteAllText(file + ".part", content, new UTF8Encoding(false));
            File.Move(file + ".part", file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"The bill cannot be written to {Path.GetFullPath(file)}: {error.Message} Name a file in a folder that can be written.");
        }
    }
}
