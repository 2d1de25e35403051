using System.Text.Json;
using Router.Core.Orders;
using Router.Core.Store;

namespace Router.Storage.Sqlite.Writing;

/// <summary>A commit with its documents already written as JSON: that work belongs on the caller's thread, not on the one writer's.</summary>
internal sealed class PreparedCommit
{
    public PreparedCommit(OrderCommit commit)
    {
        Commit = commit;
        if (commit.Payment is { } payment)
            PaymentDoc = JsonSerializer.SerializeToUtf8Bytes(payment.Order with { Version = payment.ExpectedVersion + 1 }, OrderJson.Default.PaymentOrder);
        if (commit.Refund is { } refund)
            RefundDoc = JsonSerializer.SerializeToUtf8Bytes(refund.Refund with { Version = refund.ExpectedVersion + 1 }, OrderJson.Default.RefundOrder);
    }

    public OrderCommit Commit { get; }
    public byte[]? PaymentDoc { get; }
    public byte[]? RefundDoc { get; }
}
