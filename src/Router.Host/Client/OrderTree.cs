using System.Globalization;
using System.Text.Json.Nodes;

namespace Router.Host.Client;

/// <summary>A whole order on a terminal: why it went where it went, and everything that happened since.</summary>
internal static class OrderTree
{
    public static void Write(JsonNode order)
    {
        PaymentText.WritePayment(order["payment"]!);
        WritePlan(order["plan"]!);
        Section("facts", order["facts"]?.AsObject().Select(f => $"{f.Key} = {f.Value}") ?? []);
        Section("exchanges", Items(order, "exchanges").Select(e => $"{e["at"]} {e["operation"]} {e["number"]} at {e["account"]}, {Number(e["elapsedMs"])} ms: {e["answer"]}"));
        Section("cases", Items(order, "cases").Select(c => $"{c["kind"]} {c["attempt"]}: {c["detail"]}{(c["resolvedAt"] is null ? " (open)" : $" ({c["resolution"]})")}"));
        Section("messages", Items(order, "outbox").Select(m => $"{m["createdAt"]} {m["type"]} {m["state"]}, {m["tries"]} tries{(m["lastError"] is { } error ? $": {error}" : "")}"));
        var refunds = Items(order, "refunds").ToList();
        if (refunds.Count > 0) Console.Out.WriteLine("refunds");
        foreach (var refund in refunds) PaymentText.WriteRefund(refund, "  ");
        if (order["dueAt"] is { } due) Console.Out.WriteLine($"next look   {due}");
    }

    public static void WriteReplay(JsonNode replay)
    {
        Console.Out.WriteLine($"{replay["paymentId"]}  {replay["outcome"]}: {replay["text"]}");
        foreach (var difference in Items(replay, "differences")) Console.Out.WriteLine("  " + difference);
        if (replay["plan"] is not { } plan) return;
        WritePlan(plan);
        Console.Out.WriteLine($"  rule set {plan["ruleSetHash"]}");
        Console.Out.WriteLine($"  catalog  {plan["catalogHash"]}");
        Console.Out.WriteLine($"  seed     {plan["seed"]}");
    }

    private static void WritePlan(JsonNode plan)
    {
        var reason = plan["reason"] is { } why ? $" ({why["code"]}: {why["text"]})" : "";
        Console.Out.WriteLine($"plan        rule {plan["rule"] ?? "(default)"}: {plan["outcome"]}{reason}");
        foreach (var c in Items(plan, "candidates"))
        {
            var note = c["note"]?.ToString() is { Length: > 0 } text ? $", {text}" : "";
            Console.Out.WriteLine(
                $"  {c["account"]} by {c["method"]}: weight {Number(c["baseWeight"])} -> {Number(c["effectiveWeight"])}, fee {c["fee"]}, health {Number(c["health"])}, breaker {c["breaker"]}{note}");
        }

        foreach (var excluded in Items(plan, "excluded")) Console.Out.WriteLine($"  not {excluded["account"]}: {excluded["reason"]}");
        if (plan["unrecognisedFacts"] is JsonArray { Count: > 0 } odd) Console.Out.WriteLine($"  facts not understood: {string.Join(", ", odd)}");
        if (plan["contradictedFacts"] is JsonArray { Count: > 0 } contradicted) Console.Out.WriteLine($"  facts contradicted: {string.Join(", ", contradicted)}");
    }

    private static void Section(string name, IEnumerable<string> lines)
    {
        var first = true;
        foreach (var line in lines)
        {
            if (first) Console.Out.WriteLine(name);
            first = false;
            Console.Out.WriteLine("  " + line);
        }
    }

    private static IEnumerable<JsonNode> Items(JsonNode node, string member) => node[member]?.AsArray().OfType<JsonNode>() ?? [];

    private static string Number(JsonNode? value) => value is null ? "?" : ((double)value).ToString("0.###", CultureInfo.InvariantCulture);
}
