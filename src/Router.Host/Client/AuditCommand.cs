using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Router.Host.Cli;

namespace Router.Host.Client;

internal static class AuditCommand
{
    public static Command Create()
    {
        var account = new Option<string>("--account") { Description = "Only about this account." };
        var limit = new Option<int>("--limit") { Description = "How many, at most 500.", DefaultValueFactory = _ => 50 };
        var before = new Option<long?>("--before") { Description = "Older than this entry: the next page." };
        return new("audit", "Who changed what by the operators' door.")
        {
            new Command("list", "What operators changed, newest first.") { account, limit, before }.Operator(async (parsed, client) =>
            {
                var query = string.Create(CultureInfo.InvariantCulture, $"ops/v1/audit?limit={parsed.GetValue(limit)}");
                if (parsed.GetValue(account) is { } id) query += $"&account={PayCommands.Escaped(id)}";
                if (parsed.GetValue(before) is { } last) query += string.Create(CultureInfo.InvariantCulture, $"&before={last}");
                var list = await client.GetAsync(query);
                if (parsed.WantsJson()) Output.Json(list);
                else Write(list);
                return ExitCode.Ok;
            }),
        };
    }

    private static void Write(JsonNode list)
    {
        foreach (var entry in list["entries"]!.AsArray())
        {
            var at = entry!["at"]!.GetValue<DateTimeOffset>().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            var what = (entry["before"], entry["after"]) switch
            {
                ({ } before, { } after) => $"  {before} -> {after}",
                (null, { } after) => $"  {after}",
                _ => "",
            };
            var reason = entry["reason"] is { } why ? $"  ({why})" : "";
            Console.Out.WriteLine($"{entry["number"],5}  {at}  {entry["by"],-12}  {entry["act"],-16}  {entry["account"] ?? entry["payment"] ?? "-"}{what}{reason}");
        }

        if (list["before"] is { } more) Console.Out.WriteLine($"more: --before {more}");
    }
}
