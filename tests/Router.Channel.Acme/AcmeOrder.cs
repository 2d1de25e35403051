using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.Acme;

/// <summary>Acme's order in the words of the contract.</summary>
internal static class AcmeOrder
{
    public static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>What an authentic answer or notification says of an order.</summary>
    public static QueryResult ToQuery(AcmeAnswer answer, string number)
    {
        if (answer.Text("order") != number) return Nothing("other_order", "The answer is about another order.");
        var result = new QueryResult { Status = StatusTable.Of(answer.Text("status")) };
        switch (result.Status)
        {
            case AttemptStatus.Paid when answer.Amount() is not null && answer.Text("transaction") is { Length: > 0 } transaction:
                return result with { ChannelTransactionId = transaction, Captured = answer.Amount(), PaidAt = answer.Time("paid_at") };
            case AttemptStatus.Paid:
                return Nothing("incomplete", "Paid, without an amount or transaction that can be read.");
            case AttemptStatus.Pending:
                var until = answer.Time("expires");
                return result with
                {
                    Action = answer.Text("pay_url") is { } url ? new(PayActionKind.Redirect, url, ExpiresAt: until) : null,
                    PayableUntil = until,
                    ReadyToContinue = answer.Text("status") == "approved",
                    Captured = answer.Text("status") == "held" ? answer.Amount() : null,
                };
            case AttemptStatus.Unknown:
                return Nothing("status", $"The status '{answer.Text("status")}' is not known.");
            default:
                return result;
        }
    }

    private static QueryResult Nothing(string code, string message) => QueryResult.Unknown(code, message);
}
