using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Router.Host.Cli;

namespace Router.Host.Client;

/// <summary>What the engine must not decide alone: one operator proposes, another approves.</summary>
internal static class CasesCommand
{
    private static readonly Argument<string> s_payment = new("PAYMENT") { Description = "The payment's id." };
    private static readonly Argument<int> s_case = new("CASE") { Description = "The case's number on it, from 1." };

    public static Command Create() => new("cases", "See what the engine must not decide alone, and decide it: one operator proposes, another approves.")
    {
        List(), Show(), Resolve(), Approve(),
    };

    private static Command List()
    {
        var merchant = new Option<string>("--merchant") { Description = "Only this merchant's." };
        var before = new Option<string>("--before") { Description = "Older than this order: the next page." };
        var limit = new Option<int>("--limit") { Description = "Of how many orders, at most 500.", DefaultValueFactory = _ => 50 };
        return new Command("list", "Open cases, the newest order first. Exit code 1 if there is any.") { merchant, before, limit }.Operator(async (parsed, client) =>
        {
            var query = string.Create(CultureInfo.InvariantCulture, $"ops/v1/cases?limit={parsed.GetValue(limit)}");
            if (parsed.GetValue(merchant) is { } name) query += $"&merchant={PayCommands.Escaped(name)}";
            if (parsed.GetValue(before) is { } last) query += $"&before={PayCommands.Escaped(last)}";
            var list = await client.GetAsync(query);
            var cases = list["cases"]!.AsArray();
            if (parsed.WantsJson()) Output.Json(list);
            else WriteList(list, cases);
            return cases.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
        });
    }

    private static Command Show() => new Command("show", "All cases of one payment with their proposals, answered ones too.") { s_payment }.Operator(async (parsed, client) =>
    {
        var list = await client.GetAsync($"ops/v1/orders/{PayCommands.Escaped(parsed.GetRequiredValue(s_payment))}/cases");
        if (parsed.WantsJson()) Output.Json(list);
        else foreach (var open in list["cases"]!.AsArray()) Write(open!);
        return ExitCode.Ok;
    });

    private static Command Resolve()
    {
        var decision = new Option<string>("--decision") { Description = "paid, notPaid, refund, refunded, notRefunded or settledOutside; 'cases show' says which the case takes.", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why.", Required = true };
        var evidence = new Option<string>("--evidence") { Description = "What you saw, and where it can be seen again.", Required = true };
        var transaction = new Option<string>("--transaction") { Description = "The channel's id of the capture or refund." };
        var stillPayable = new Option<bool>("--still-payable") { Description = "For notPaid where the channel never ends the attempt by itself: you know that the buyer can still pay, and that it then goes back." };
        return new Command("resolve", "Propose how a case ends. Nothing happens before another operator approves it with a key of his own.")
        {
            s_payment, s_case, decision, reason, evidence, transaction, stillPayable,
        }.Operator(async (parsed, client) =>
        {
            var body = new JsonObject
            {
                ["decision"] = parsed.GetRequiredValue(decision),
                ["reason"] = parsed.GetRequiredValue(reason),
                ["evidence"] = parsed.GetRequiredValue(evidence),
            };
            if (parsed.GetValue(transaction) is { } id) body["transactionId"] = id;
            if (parsed.GetValue(stillPayable)) body["stillPayable"] = true;
            return Done(parsed, await client.PostAsync(Path(parsed) + "/proposals", body));
        });
    }

    private static Command Approve()
    {
        var proposal = new Option<int>("--proposal") { Description = "The number of the proposal that you have read; it must be the last.", Required = true };
        return new Command("approve", "Approve another operator's proposal: it takes effect.") { s_payment, s_case, proposal }.Operator(async (parsed, client) =>
            Done(parsed, await client.PostAsync(Path(parsed) + "/approval", new JsonObject { ["proposal"] = parsed.GetRequiredValue(proposal) })));
    }

    private static string Path(ParseResult parsed) => string.Create(
        CultureInfo.InvariantCulture, $"ops/v1/orders/{PayCommands.Escaped(parsed.GetRequiredValue(s_payment))}/cases/{parsed.GetRequiredValue(s_case)}");

    private static int Done(ParseResult parsed, JsonNode open)
    {
        if (parsed.WantsJson()) Output.Json(open);
        else Write(open);
        return ExitCode.Ok;
    }

    private static void WriteList(JsonNode list, JsonArray cases)
    {
        foreach (var open in cases)
        {
            var age = TimeSpan.FromSeconds((long)open!["ageSeconds"]!);
            Console.Out.WriteLine(
                $"{open["paymentId"]} {open["case"]!["number"]}  {open["case"]!["kind"],-22} {PaymentText.Amount(open, "amount"),16}  {age:d\\.hh\\:mm}  {Next(open)}");
        }

        if (list["before"] is { } before) Console.Out.WriteLine($"more: --before {before}");
    }

    private static void Write(JsonNode open)
    {
        var question = open["case"]!;
        Console.Out.WriteLine($"case        {question["number"]} {question["kind"]} of payment {open["paymentId"]}, {PaymentText.Amount(open, "amount")}, {open["state"]}");
        Console.Out.WriteLine($"            {question["attempt"]} at {open["account"]}: {question["detail"]}");
        Console.Out.WriteLine(question["resolvedAt"] is { } at ? $"            answered {at}: {question["resolution"]}" : $"            open since {question["openedAt"]}; {Next(open)}");
        if (open["decisions"] is JsonArray { Count: > 0 } decisions) Console.Out.WriteLine($"            people may decide: {string.Join(", ", decisions)}");
        foreach (var p in question["proposals"]!.AsArray())
        {
            Console.Out.WriteLine($"  proposal  {p!["number"]} {p["decision"]} by {p["by"]} at {p["at"]}: {p["reason"]}");
            Console.Out.WriteLine($"            evidence: {p["evidence"]}{(p["transactionId"] is { } id ? $" ({id})" : "")}");
            if (p["approvedBy"] is { } by) Console.Out.WriteLine($"            approved by {by} at {p["approvedAt"]}");
        }
    }

    private static string Next(JsonNode open) => open["next"]?.ToString() switch
    {
        "people" => "waits for people",
        var action => $"next: {action}{(open["nextAt"] is { } at ? $" at {at}" : "")}",
    };
}
