using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Orders;
using Router.Core.Payments;

namespace Router.Core.Refunds;

/// <summary>Whether a payment may give an amount back: what was captured, what is held, and what its channel takes. Pure.</summary>
public static class RefundRules
{
    public static RouterError? Refusal(PaymentOrder payment, long amountMinor, Catalog catalog, DateTimeOffset now)
    {
        if (payment.State != PaymentState.Succeeded || payment.WinningAttempt is not { } number || payment.FindAttempt(number) is not { Captured: { } } attempt)
            return RouterError.WrongState($"The payment is {payment.State.ToString().ToLowerInvariant()}; only a succeeded one can be refunded.");
        if (payment.Cases.Any(c => c.ResolvedAt is null && c.Kind is "two-transactions" or "amount-mismatch" or "reversed-beside-refunds" or "refund-contradiction" or "decision-contradicted"))
            return RouterError.RefundRefused("The payment has an open question about its money; it must be answered first.");
        if (attempt.NextQueryAt is not null)
            return RouterError.RefundRefused("The channel was asked to close this payment just before it was paid, and may still reverse it; it is being asked. Try again in a few minutes.");
        if (catalog.FindAccount(attempt.AccountId) is null)
            return RouterError.RefundRefused($"Account {attempt.AccountId}, which took the money, was removed; refund it at the channel's own console.");
        var left = payment.Terms.Amount.Minor - payment.RefundHeldMinor;
        if (amountMinor > left)
            return RouterError.RefundRefused($"amount is {amountMinor}; {left} of {payment.Terms.Amount.Minor} minor units can still be refunded.");
        if (attempt.SentAmount != payment.Terms.Amount && amountMinor != payment.Terms.Amount.Minor)
            return RouterError.RefundRefused("The payment was sent under the one-cent switch; only its full amount can be refunded.");
        return ByChannel(payment, attempt, amountMinor, catalog, now);
    }

    private static RouterError? ByChannel(PaymentOrder payment, Attempt attempt, long amountMinor, Catalog catalog, DateTimeOffset now)
    {
        if (catalog.FindChannel(attempt.ChannelId) is not { } channel) return null;
        if (channel.Refunds is not { } refunds || catalog.FindMethod(attempt.AccountId, attempt.Method)?.Operations.Contains(ChannelOperation.Refund) == false)
            return RouterError.Unsupported($"Channel {channel.Id} takes no refunds of {attempt.Method}.");
        if (!refunds.Partial && amountMinor != payment.Terms.Amount.Minor)
            return RouterError.RefundRefused($"Channel {channel.Id} refunds only the full amount.");
        if (payment.RefundCount >= refunds.MaxCount) return RouterError.RefundRefused($"Channel {channel.Id} takes {refunds.MaxCount} refunds of one payment.");
        return attempt.PaidAt is { } paid && now - paid > refunds.Window
            ? RouterError.RefundRefused($"Channel {channel.Id} refunds within {refunds.Window.TotalDays:0} days of the payment.")
            : null;
    }
}
