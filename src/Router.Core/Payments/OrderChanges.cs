using Router.Core.Alarms;
using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Telemetry;

namespace Router.Core.Payments;

/// <summary>
/// What follows from a committed change beside the order itself: approval and action shares for health, alarms for people, counts. A crash
/// between commit and alarm loses nothing that is still open: who starts next finds it in the store. Nothing here throws: the change is
/// committed, and its answer is owed.
/// </summary>
public sealed class OrderChanges(HealthModel health, IAlarms alarms, RouterMeter? meter = null, LimitBook? limits = null)
{
    private static readonly TimeSpan s_longRefund = TimeSpan.FromDays(1);

    /// <summary>A new order was stored.</summary>
    public void Created(PaymentOrder order) => CountState(order);

    public void Observe(PaymentOrder before, PaymentOrder after)
    {
        try
        {
            Look(before, after);
        }
        catch (Exception)
        {
            // Whoever is told is broken, not the payment. An open case is found again in the store.
        }
    }

    public void Observe(RefundOrder before, RefundOrder after)
    {
        try
        {
            Look(before, after);
        }
        catch (Exception)
        {
            // As above.
        }
    }

    /// <summary>How an alarm names an orphan capture.</summary>
    public static string OrphanSubject(string paymentId, string attemptNumber) => $"{paymentId}/{attemptNumber}";

    /// <summary>How an alarm names a case.</summary>
    public static string CaseSubject(string paymentId, SuspenseCase question) => $"{paymentId}/{question.AttemptNumber}/{question.Kind}";

    public static string OrphanReason(Attempt attempt) =>
        $"Account {attempt.AccountId} captured {attempt.Captured}, which the order cannot use; it is confirmed and refunded.";

    private void Look(PaymentOrder before, PaymentOrder after)
    {
        limits?.Observe(before, after);
        if (before.State != after.State) CountState(after);
        foreach (var attempt in after.Attempts)
        {
            if (before.FindAttempt(attempt.Number) is not { } earlier)
            {
                if (before.Attempts.Count > 0) meter?.Failover(before.Attempts[^1].AccountId, before.Attempts[^1].Fault?.Blame.ToString());
                continue;
            }

            ObserveOrphan(after, attempt, earlier);
            if (earlier.IsLive && !attempt.IsLive) Ended(attempt, earlier);
        }

        if (!ReferenceEquals(before.Cases, after.Cases)) ObserveCases(before, after);
    }

    private void Look(RefundOrder before, RefundOrder after)
    {
        // An account without a balance is asked again by schedule, for days; only people can fill it.
        if (IsLong(after))
            alarms.Raise(AlarmKinds.RefundWaiting, after.Id, $"Account {after.AccountId} has not refunded {after.SentAmount}, ordered at {after.CreatedAt:u}: {after.ReasonText ?? "it is under way"}");
        if (before.State == after.State) return;
        if (IsLong(before)) alarms.Resolve(AlarmKinds.RefundWaiting, after.Id);
        meter?.Refund(after.State.ToString(), after.AccountId);
        if (after is { IsOrphanRefund: true, State: RefundState.Succeeded }) alarms.Resolve(AlarmKinds.OrphanCapture, OrphanSubject(after.PaymentId, after.AttemptNumber));
    }

    private static bool IsLong(RefundOrder refund) => refund.State == RefundState.Processing && refund.DueAt - refund.CreatedAt > s_longRefund;

    // Told again once it is confirmed: the process that learned of it may have died before it could tell.
    private void ObserveOrphan(PaymentOrder after, Attempt attempt, Attempt earlier)
    {
        if (attempt.IsOrphan && !earlier.IsOrphan) meter?.Orphan(attempt.AccountId);
        if (attempt.IsOrphan && (!earlier.IsOrphan || (attempt.OrphanConfirmed && !earlier.OrphanConfirmed)))
            alarms.Raise(AlarmKinds.OrphanCapture, OrphanSubject(after.Id, attempt.Number), OrphanReason(attempt));
        if (earlier is { IsOrphan: true, OrphanSettled: false } && (!attempt.IsOrphan || attempt.OrphanSettled))
            alarms.Resolve(AlarmKinds.OrphanCapture, OrphanSubject(after.Id, attempt.Number));
    }

    private void ObserveCases(PaymentOrder before, PaymentOrder after)
    {
        foreach (var question in after.Cases)
        {
            var earlier = before.Cases.FirstOrDefault(b => b.OpenedAt == question.OpenedAt && b.Kind == question.Kind && b.AttemptNumber == question.AttemptNumber);
            var subject = CaseSubject(after.Id, question);
            if (question.ResolvedAt is null && earlier is null)
            {
                meter?.Case(question.Kind);
                alarms.Raise(AlarmKinds.OfCase(question.Kind), subject, question.Detail);
            }
            else if (question.ResolvedAt is not null && earlier is { ResolvedAt: null })
            {
                alarms.Resolve(AlarmKinds.OfCase(question.Kind), subject);
                alarms.Resolve(AlarmKinds.CaseOld, subject);
            }
        }
    }

    // The answer of the call itself has told health already; only what the buyer decided later is counted here.
    private void Ended(Attempt attempt, Attempt earlier)
    {
        if (earlier.State == AttemptState.Sending) return;
        var paid = attempt.State == AttemptState.Captured;
        if (paid) health.RecordApproval(attempt.AccountId, attempt.Method, Approval.Succeeded);
        if (attempt.Action is not null) health.ActionEnded(attempt.AccountId, attempt.Method, paid);
    }

    private void CountState(PaymentOrder order)
    {
        if (meter is null) return;
        var last = order.WinningAttempt is { } winner ? order.FindAttempt(winner) : order.Attempts.Count > 0 ? order.Attempts[^1] : null;
        meter.Payment(order.State.ToString(), last?.Method, last?.AccountId);
    }
}
