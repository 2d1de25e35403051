using Microsoft.Extensions.Logging;
using Router.Core.Health;
using Router.Core.Orders;

namespace Router.Core.Payments;

/// <summary>What follows from a committed change beside the order itself: approval and action shares for health, alarms for people.</summary>
public sealed partial class OrderChanges(HealthModel health, ILogger<OrderChanges> log)
{
    public void Observe(PaymentOrder before, PaymentOrder after)
    {
        foreach (var attempt in after.Attempts)
        {
            if (before.FindAttempt(attempt.Number) is not { } earlier) continue;
            if (attempt.IsOrphan && !earlier.IsOrphan) Orphan(log, after.Id, attempt.Number, attempt.AccountId);
            if (earlier.IsLive && !attempt.IsLive) Ended(attempt, earlier);
        }

        foreach (var opened in after.Cases.Where(c => c.ResolvedAt is null && before.Cases.All(b => b.OpenedAt != c.OpenedAt || b.Kind != c.Kind)))
            Case(log, after.Id, opened.Kind, opened.AttemptNumber, opened.Detail);
    }

    // The answer of the call itself has told health already; only what the buyer decided later is counted here.
    private void Ended(Attempt attempt, Attempt earlier)
    {
        if (earlier.State == AttemptState.Sending) return;
        var paid = attempt.State == AttemptState.Captured;
        if (paid) health.RecordApproval(attempt.AccountId, attempt.Method, Approval.Succeeded);
        if (attempt.Action is not null) health.ActionEnded(attempt.AccountId, attempt.Method, paid);
    }

    [LoggerMessage(100, LogLevel.Error, "ALARM orphan capture: payment {PaymentId} cannot use attempt {Attempt} at {Account}; it is confirmed and refunded.")]
    private static partial void Orphan(ILogger logger, string paymentId, string attempt, string account);

    [LoggerMessage(101, LogLevel.Error, "ALARM case {Kind}: payment {PaymentId}, attempt {Attempt}: {Detail}")]
    private static partial void Case(ILogger logger, string paymentId, string kind, string attempt, string detail);
}
