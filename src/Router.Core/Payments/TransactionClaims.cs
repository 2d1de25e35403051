using Router.Core.Orders;
using Router.Core.Store;

namespace Router.Core.Payments;

/// <summary>
/// One transaction of a channel pays one payment. Where an answer names one that has paid another, channel or plugin answered for the
/// wrong payment: nothing of that answer is believed, and people are asked. Pure.
/// </summary>
internal static class TransactionClaims
{
    /// <summary>Until people have decided, the channel is asked so often whether it says something else.</summary>
    private static readonly TimeSpan s_again = TimeSpan.FromHours(6);

    /// <summary>What a change's captures name for the first time.</summary>
    public static IReadOnlyList<TransactionClaim> Between(PaymentOrder before, PaymentOrder after)
    {
        List<TransactionClaim>? claims = null;
        foreach (var attempt in after.Attempts)
            if (IsNew(before, attempt)) (claims ??= []).Add(new(attempt.AccountId, attempt.PaidBy!));
        return claims ?? [];
    }

    /// <summary>The order where a transaction of the change has paid another payment: as before, with a case.</summary>
    public static PaymentOrder Doubted(PaymentOrder before, PaymentOrder after, DateTimeOffset now)
    {
        var order = before;
        foreach (var told in after.Attempts.Where(a => IsNew(before, a)))
        {
            order = order.Ask(SuspenseCases.TransactionTaken, told.Number, $"The channel names {told.PaidBy}, which has paid another payment.", now);
            if (order.FindAttempt(told.Number) is { IsLive: true } live)
                order = order.WithAttempt(live with { NextQueryAt = now + s_again, QueryCount = live.QueryCount + 1 });
        }

        return order.HasOpenCase && !order.IsFinal ? Settlement.Suspend(order) : order;
    }

    private static bool IsNew(PaymentOrder before, Attempt attempt) => attempt is { State: AttemptState.Captured, PaidBy: not null } && before.FindAttempt(attempt.Number)?.PaidBy is null;
}
