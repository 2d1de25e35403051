using System.Buffers;
using System.Text;
using System.Text.Json;
using Router.Abstractions;
using Router.Core.Ids;
using Router.Core.Orders;

namespace Router.Core.Payments;

/// <summary>The messages that a change of an order makes true; they are written in the commit of that change.</summary>
public static class OrderMessages
{
    /// <param name="before">As stored; null where the order is new.</param>
    /// <param name="after">As it will be stored.</param>
    /// <param name="ids">Makes message ids.</param>
    /// <param name="now">When.</param>
    public static IReadOnlyList<OutboxRecord> Between(PaymentOrder? before, PaymentOrder after, IdSource ids, DateTimeOffset now)
    {
        List<OutboxRecord>? messages = null;
        if (after.State != before?.State && Announced(after.State) is { } type) Add(type);
        if (before is not null && after.RefundedMinor > before.RefundedMinor) Add("payment.refunded");
        foreach (var attempt in after.Attempts)
        {
            if (attempt.IsOrphan && before?.FindAttempt(attempt.Number) is not { IsOrphan: true }) Add("payment.orphan_capture");
        }

        if (messages is null) return [];
        return messages;

        void Add(string told) => (messages ??= new(1)).Add(Record(after, told, null, Payment(after, told, now), ids, now));
    }

    public static OutboxRecord ForRefund(PaymentOrder payment, RefundOrder refund, IdSource ids, DateTimeOffset now)
    {
        var type = (refund.IsOrphanRefund ? "orphan_refund." : "refund.") + refund.State.ToString().ToLowerInvariant();
        return Record(payment, type, refund.Id, Refund(payment, refund, type, now), ids, now);
    }

    private static string? Announced(PaymentState state) => state switch
    {
        PaymentState.Succeeded or PaymentState.Failed or PaymentState.Closed => $"payment.{state.ToString().ToLowerInvariant()}",
        PaymentState.Suspense => "payment.suspense",
        _ => null,
    };

    private static OutboxRecord Record(PaymentOrder order, string type, string? refundId, string body, IdSource ids, DateTimeOffset now) => new()
    {
        Id = ids.New("msg_"),
        Type = type,
        Merchant = order.Terms.Merchant,
        PaymentId = order.Id,
        RefundId = refundId,
        Url = order.Terms.MerchantNotifyUrl,
        Body = body,
        CreatedAt = now,
        DueAt = order.Terms.MerchantNotifyUrl is null ? null : now,
        State = order.Terms.MerchantNotifyUrl is null ? OutboxState.Delivered : OutboxState.Waiting,
    };

    private static string Payment(PaymentOrder order, string type, DateTimeOffset now) => Write(type, now, writer =>
    {
        writer.WriteString("paymentId", order.Id);
        writer.WriteString("merchantOrderNo", order.Terms.MerchantOrderNo);
        writer.WriteString("state", order.State.ToString().ToLowerInvariant());
        if (order.ReasonCode is { } reason) writer.WriteString("reason", reason);
        writer.WriteNumber("amount", order.Terms.Amount.Minor);
        writer.WriteString("currency", order.Terms.Amount.Currency.Code);
        writer.WriteNumber("refundedAmount", order.RefundedMinor);
        if (order.WinningAttempt is { } number && order.FindAttempt(number) is { } winner) WriteWinner(writer, winner);
    });

    private static void WriteWinner(Utf8JsonWriter writer, Attempt winner)
    {
        writer.WriteString("method", winner.Method);
        writer.WriteString("account", winner.AccountId);
        writer.WriteString("attempt", winner.Number);
        writer.WriteString("channelTransactionId", winner.ChannelTransactionId);
        if (winner.PaidAt is { } paidAt) writer.WriteString("paidAt", paidAt);
    }

    private static string Refund(PaymentOrder payment, RefundOrder refund, string type, DateTimeOffset now) => Write(type, now, writer =>
    {
        writer.WriteString("refundId", refund.Id);
        writer.WriteString("merchantRefundNo", refund.MerchantRefundNo);
        writer.WriteString("paymentId", payment.Id);
        writer.WriteString("merchantOrderNo", payment.Terms.MerchantOrderNo);
        writer.WriteString("state", refund.State.ToString().ToLowerInvariant());
        if (refund.ReasonCode is { } reason) writer.WriteString("reason", reason);
        writer.WriteNumber("amount", refund.Amount.Minor);
        writer.WriteString("currency", refund.Amount.Currency.Code);
        writer.WriteNumber("refundedAmount", payment.RefundedMinor);
    });

    private static string Write(string type, DateTimeOffset now, Action<Utf8JsonWriter> data)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WriteString("timestamp", now);
            writer.WriteStartObject("data");
            data(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
