using Router.Core.Orders;
using Router.Core.Store;

namespace Router.Storage.Sqlite.Archiving;

/// <summary>An order with all that hangs on it, as it was read for the archive.</summary>
internal sealed record OldOrder(PaymentOrder Payment, IReadOnlyList<RefundOrder> Refunds, IReadOnlyList<OutboxRecord> Messages)
{
    /// <summary>The store's own conditions: final for long enough, nothing open, nothing due, nothing on its way to the merchant.</summary>
    public bool MayLeave(ArchiveRequest request) => Payment.IsFinal
        && (Payment.FinishedAt ?? Payment.CreatedAt) < request.Before
        && Payment is { HasOpenCase: false, DueAt: null, Lease: null }
        && !Payment.Attempts.Any(a => a.Needs(Payment))
        && Refunds.All(r => r is { IsFinal: true, DueAt: null, Lease: null })
        && !Messages.Any(IsOnItsWay)
        && request.MayLeave(Payment);

    private static bool IsOnItsWay(OutboxRecord message) => message is { State: OutboxState.Waiting, DueAt: not null };
}
