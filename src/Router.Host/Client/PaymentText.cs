using System.CommandLine;
using System.Text.Json.Nodes;
using Router.Abstractions;
using Router.Host.Cli;

namespace Router.Host.Client;

/// <summary>Payments and refunds as people read them.</summary>
internal static class PaymentText
{
    /// <returns>The exit code: 1 where it failed.</returns>
    public static int Payment(JsonNode payment, ParseResult parsed)
    {
        if (parsed.WantsJson()) Output.Json(payment);
        else WritePayment(payment);
        return Code(payment);
    }

    public static int Refund(JsonNode refund, ParseResult parsed)
    {
        if (parsed.WantsJson()) Output.Json(refund);
        else WriteRefund(refund, "");
        return Code(refund);
    }

    public static void WritePayment(JsonNode payment)
    {
        Line("payment", payment["paymentId"]);
        Line("order", $"{payment["merchant"]} / {payment["merchantOrderNo"]}");
        Line("state", State(payment));
        Line("amount", Amount(payment, "amount"));
        if (payment["sentAmount"] is not null) Line("sent", Amount(payment, "sentAmount"));
        if ((long?)payment["refundedAmount"] > 0) Line("refunded", Amount(payment, "refundedAmount"));
        Line("account", payment["account"]);
        Line("method", payment["method"]);
        Line("channel id", payment["channelTransactionId"]);
        Line("paid at", payment["paidAt"]);
        if (payment["action"] is { } action) Line("action", $"{action["kind"]}: {action["content"]}");
        Line("payable to", payment["payableUntil"]);
        if ((bool?)payment["readyToContinue"] == true) Line("next", $"router continue {payment["paymentId"]}");
        foreach (var attempt in payment["attempts"]?.AsArray() ?? []) Line("attempt", Attempt(attempt!));
    }

    public static void WriteRefund(JsonNode refund, string indent)
    {
        Console.Out.WriteLine($"{indent}refund      {refund["refundId"]} ({refund["merchantRefundNo"]}) {State(refund)}");
        Console.Out.WriteLine($"{indent}            {Amount(refund, "amount")} of payment {refund["paymentId"]} at {refund["account"]}");
        if (refund["fault"] is { } fault) Console.Out.WriteLine($"{indent}            {Fault(fault)}");
    }

    public static string Amount(JsonNode node, string member)
    {
        var minor = (long)node[member]!;
        return Currency.TryParse(node["currency"]?.ToString() ?? "", out var currency) ? new Money(minor, currency).ToString() : $"{minor} {node["currency"]}";
    }

    public static string State(JsonNode node) =>
        node["reason"] is { } reason ? $"{node["state"]} ({reason["code"]}{(reason["text"] is { } text ? $": {text}" : "")})" : $"{node["state"]}";

    public static string Attempt(JsonNode attempt) =>
        $"{attempt["number"]} {attempt["state"]} at {attempt["account"]} by {attempt["method"]}{(attempt["fault"] is { } fault ? $": {Fault(fault)}" : "")}";

    private static string Fault(JsonNode fault) => $"{fault["code"]} {fault["message"]} ({fault["blame"]}, {fault["stage"]})";

    private static void Line(string name, JsonNode? value) => Line(name, value?.ToString());

    private static void Line(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) Console.Out.WriteLine($"{name,-11} {value}");
    }

    private static int Code(JsonNode node) => node["state"]?.ToString() == "failed" ? ExitCode.Failed : ExitCode.Ok;
}
