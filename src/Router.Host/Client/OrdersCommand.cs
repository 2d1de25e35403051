using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Host.Cli;

namespace Router.Host.Client;

/// <summary>Orders as operators see them.</summary>
internal static class OrdersCommand
{
    private static readonly UTF8Encoding s_utf8 = new(false);
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create() => new("orders", "Look at orders on a running router.") { Show(), List(), Export() };

    private static Command Show()
    {
        var id = new Argument<string>("ID") { Description = "The payment's id." };
        var replay = new Option<bool>("--replay") { Description = "Make the plan again from what was kept and say whether it is the same." };
        return new Command("show", "A whole order: plan, attempts, refunds, channel exchanges, messages.") { id, replay }.Operator(async (parsed, client) =>
        {
            if (parsed.GetValue(replay)) return await ReplayAsync(parsed, client, parsed.GetRequiredValue(id));
            var order = await client.GetAsync($"ops/v1/orders/{PayCommands.Escaped(parsed.GetRequiredValue(id))}");
            if (parsed.WantsJson()) Output.Json(order);
            else OrderTree.Write(order);
            return ExitCode.Ok;
        });
    }

    private static async Task<int> ReplayAsync(ParseResult parsed, RouterClient client, string id)
    {
        var replay = await client.GetAsync($"ops/v1/orders/{PayCommands.Escaped(id)}/replay");
        if (parsed.WantsJson()) Output.Json(replay);
        else OrderTree.WriteReplay(replay);
        return replay["outcome"]!.ToString() == "identical" ? ExitCode.Ok : ExitCode.Failed;
    }

    private static Command List()
    {
        var merchant = new Option<string>("--merchant") { Description = "Only this merchant's." };
        var state = new Option<string>("--state") { Description = "Only those in this state, such as paying or indoubt." };
        var openCase = new Option<bool>("--open-case") { Description = "Only those with an open case." };
        var before = new Option<string>("--before") { Description = "Older than this order: the next page." };
        var limit = new Option<int>("--limit") { Description = "How many, at most 500.", DefaultValueFactory = _ => 50 };
        return new Command("list", "Orders, newest first.") { merchant, state, openCase, before, limit }.Operator(async (parsed, client) =>
        {
            var query = string.Create(CultureInfo.InvariantCulture, $"ops/v1/orders?limit={parsed.GetValue(limit)}");
            if (parsed.GetValue(merchant) is { } name) query += $"&merchant={PayCommands.Escaped(name)}";
            if (parsed.GetValue(state) is { } word) query += $"&state={PayCommands.Escaped(word)}";
            if (parsed.GetValue(openCase)) query += "&openCase=true";
            if (parsed.GetValue(before) is { } last) query += $"&before={PayCommands.Escaped(last)}";
            var orders = await client.GetAsync(query);
            if (parsed.WantsJson()) Output.Json(orders);
            else Write(orders);
            return ExitCode.Ok;
        });
    }

    private static Command Export()
    {
        var merchant = new Option<string>("--merchant") { Description = "Only this merchant's." };
        var since = new Option<string>("--since") { Description = "Only payments accepted at or after this instant, with an offset: 2026-01-01T00:00:00+08:00." };
        var file = new Option<string>("--out") { Description = "The file to write. Default: standard output." };
        return new Command("export", "Payments as lines for 'rules backtest' and 'rules simulate', oldest first.") { merchant, since, file }.Operator(
            async (parsed, client) =>
            {
                var from = parsed.Instant(since);
                await using var lines = parsed.GetValue(file) is { } path ? Create(path) : new StreamWriter(Console.OpenStandardOutput(), s_utf8) { NewLine = "\n" };
                var count = 0L;
                await foreach (var payment in RecordedPayments.AllAsync(client, parsed.GetValue(merchant)))
                {
                    if (from is not null && payment["time"]!.GetValue<DateTimeOffset>() < from) continue;
                    await lines.WriteLineAsync(payment.ToJsonString(s_plain));
                    count++;
                }

                if (parsed.GetValue(file) is { } written) Console.Error.WriteLine($"{count} payments written to {written}");
                return ExitCode.Ok;
            });
    }

    private static StreamWriter Create(string path)
    {
        try
        {
            return new(path, false, s_utf8) { NewLine = "\n" };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CliException.Misuse($"{Path.GetFullPath(path)} cannot be written: {error.Message} Name another file with --out.");
        }
    }

    private static void Write(JsonNode orders)
    {
        foreach (var order in orders["orders"]!.AsArray())
            Console.Out.WriteLine($"{order!["paymentId"]}  {order["state"],-10} {PaymentText.Amount(order, "amount"),16}  {order["account"],-12} {order["merchant"]} / {order["merchantOrderNo"]}");
        if (orders["before"] is { } before) Console.Out.WriteLine($"more: --before {before}");
    }
}
