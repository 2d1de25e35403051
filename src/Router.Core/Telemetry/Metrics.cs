namespace Router.Core.Telemetry;

/// <summary>Every metric there is. No order number, no payer and no text of a channel is ever an attribute.</summary>
public static class Metrics
{
    public const string Account = "router.account.id";
    public const string Channel = "router.channel.id";
    public const string Method = "router.method";
    public const string State = "router.state";
    public const string Operation = "router.operation";
    public const string Outcome = "router.outcome";
    public const string Blame = "router.fault.blame";
    public const string Kind = "router.kind";
    public const string Severity = "router.severity";
    public const string Result = "router.result";
    public const string CallClass = "router.call.class";

    /// <summary>OpenTelemetry's own: only on what failed.</summary>
    public const string ErrorType = "error.type";

    public static Metric PaymentStateChanges { get; } =
        new("router.payment.state.changes", MetricForm.Counter, "{payment}", "Payments that came into a state.", State, Method, Account);
    public static Metric RefundStateChanges { get; } =
        new("router.refund.state.changes", MetricForm.Counter, "{refund}", "Refunds that came into a state.", State, Account);
    public static Metric Failovers { get; } =
        new("router.payment.failovers", MetricForm.Counter, "{failover}", "Attempts begun after another attempt of the payment; the account is the one left.", Account, Blame);
    public static Metric Orphans { get; } =
        new("router.payment.orphan_captures", MetricForm.Counter, "{capture}", "Captures that their order could not use.", Account);
    public static Metric CasesOpened { get; } =
        new("router.case.opened", MetricForm.Counter, "{case}", "Cases opened.", Kind);
    public static Metric CasesOpen { get; } =
        new("router.case.open", MetricForm.Gauge, "{case}", "Cases that nobody has answered, as last counted.", Kind);
    public static Metric CallDuration { get; } =
        new("router.channel.call.duration", MetricForm.Histogram, "s", "Calls to channels, the engine's own waiting included.", Operation, Outcome, Blame, Account, Method, ErrorType);
    public static Metric CallsRefused { get; } =
        new("router.channel.call.refused", MetricForm.Counter, "{call}", "Calls held back at an account: its places were taken, or its rate was used up.", Account, CallClass, Result);
    public static Metric PluginMistakes { get; } =
        new("router.plugin.mistakes", MetricForm.Counter, "{mistake}", "Mistakes of plugins, whether they count for quarantine or not.", Channel);
    public static Metric PlanDuration { get; } =
        new("router.plan.duration", MetricForm.Histogram, "s", "Making a route plan.", Outcome);
    public static Metric InFlight { get; } =
        new("router.call.in_flight", MetricForm.Gauge, "{call}", "Calls of callers and channels under way.");
    public static Metric Messages { get; } =
        new("router.message.sends", MetricForm.Counter, "{message}", "Tries to deliver a message to a merchant.", Result);
    public static Metric OutboxDue { get; } =
        new("router.message.due", MetricForm.Gauge, "{message}", "Messages due now, one a payment, at most 1000.");
    public static Metric OutboxAge { get; } =
        new("router.message.age", MetricForm.Gauge, "s", "Age of the oldest of them.");
    public static Metric RecoveryDue { get; } =
        new("router.recovery.due", MetricForm.Gauge, "{order}", "Payments and refunds that recovery must look at now, at most 2000.");
    public static Metric StoreCommitDuration { get; } =
        new("router.store.commit.duration", MetricForm.Histogram, "s", "Transactions of the order store, the disk's flush included.", Result);
    public static Metric StoreCommitSize { get; } =
        new("router.store.commit.size", MetricForm.Histogram, "{write}", "Writes that shared one transaction.");
    public static Metric AccountHealth { get; } =
        new("router.account.health", MetricForm.Gauge, "1", "h: what the base weight is multiplied with, 0.01 to 1.", Account, Method);
    public static Metric AccountEstimate { get; } =
        new("router.account.success", MetricForm.Gauge, "1", "s: the estimate of success, 0 to 1.", Account, Method);
    public static Metric AccountBreaker { get; } =
        new("router.account.breaker", MetricForm.Gauge, "1", "0 closed, 1 a probe is due, 2 open.", Account, Method);
    public static Metric AlarmsRaised { get; } =
        new("router.alarm.raised", MetricForm.Counter, "{alarm}", "Alarms that were not open before.", Kind, Severity);
    public static Metric AlarmsOpen { get; } =
        new("router.alarm.open", MetricForm.Gauge, "{alarm}", "Alarms that are open.", Kind, Severity);
    public static Metric AlarmsLost { get; } =
        new("router.alarm.lost", MetricForm.Counter, "{notice}", "Alarms for which there was no room, and notices that a sink did not take.", Result);

    /// <summary>In order of name.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        .. new[]
        {
            PaymentStateChanges, RefundStateChanges, Failovers, Orphans, CasesOpened, CasesOpen, CallDuration, CallsRefused, PluginMistakes, PlanDuration, InFlight, Messages,
            OutboxDue, OutboxAge, RecoveryDue, StoreCommitDuration, StoreCommitSize, AccountHealth, AccountEstimate, AccountBreaker,
            AlarmsRaised, AlarmsOpen, AlarmsLost,
        }.OrderBy(m => m.Name, StringComparer.Ordinal),
    ];
}
