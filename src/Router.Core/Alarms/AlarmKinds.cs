namespace Router.Core.Alarms;

/// <summary>Every kind of alarm there is.</summary>
public static class AlarmKinds
{
    public static AlarmKind BreakerOpen { get; } = new("breaker-open", "RTR5001", AlarmSeverity.Warning, "An account, or one bank within it, gets no payments but probes.");
    public static AlarmKind AllDown { get; } = new("all-down", "RTR5002", AlarmSeverity.Critical, "No account serves a method: its payments are refused.");
    public static AlarmKind Misconfigured { get; } = new("misconfigured", "RTR5003", AlarmSeverity.Critical, "A channel refuses our own signature, permission or certificate.");
    public static AlarmKind RestingLong { get; } = new("resting-long", "RTR5004", AlarmSeverity.Warning, "A channel keeps asking to be left alone.");
    public static AlarmKind ActionShareLow { get; } = new("action-share-low", "RTR5005", AlarmSeverity.Warning, "Far fewer issued actions end paid than usual.", EndsByItself: false);
    public static AlarmKind Demoted { get; } = new("demoted", "RTR5006", AlarmSeverity.Warning, "An account has lost nearly all of its traffic, because it fails more often than the others.");
    public static AlarmKind CredentialExpiring { get; } = new("credential-expiring", "RTR5007", AlarmSeverity.Warning, "A certificate or key of an account ends within thirty days.");
    public static AlarmKind CredentialLastDays { get; } = new("credential-last-days", "RTR5008", AlarmSeverity.Critical, "A certificate or key of an account ends within a week, or has ended.");
    public static AlarmKind OrphanCapture { get; } = new("orphan-capture", "RTR5010", AlarmSeverity.Critical, "A capture became known that its order cannot use.");
    public static AlarmKind CaseOpen { get; } = new("case-open", "RTR5011", AlarmSeverity.Critical, "The engine cannot decide alone what became of money.");
    public static AlarmKind CaseOld { get; } = new("case-old", "RTR5012", AlarmSeverity.Critical, "A case has been open for more than three days.");
    public static AlarmKind TwoTransactions { get; } = new("two-transactions", "RTR5013", AlarmSeverity.Critical, "A channel names two transactions under one number.");
    public static AlarmKind AmountMismatch { get; } = new("amount-mismatch", "RTR5014", AlarmSeverity.Critical, "A channel took another amount than was sent.");
    public static AlarmKind MessageDead { get; } = new("message-dead", "RTR5015", AlarmSeverity.Warning, "A message to a merchant was given up.", EndsByItself: false);
    public static AlarmKind UnknownNotification { get; } = new("unknown-notification", "RTR5016", AlarmSeverity.Warning, "A channel reports a payment or refund that the store does not have.", EndsByItself: false);
    public static AlarmKind TransactionTaken { get; } = new("transaction-taken", "RTR5017", AlarmSeverity.Critical, "A channel names a transaction that has paid another payment.");
    public static AlarmKind RefundWaiting { get; } = new("refund-waiting", "RTR5018", AlarmSeverity.Warning, "A channel has not made a refund for more than a day, and says that it will.");
    public static AlarmKind StoreUnavailable { get; } = new("store-unavailable", "RTR5020", AlarmSeverity.Critical, "The order store cannot be written: no payment is taken.");
    public static AlarmKind PluginFaulted { get; } = new("plugin-faulted", "RTR5021", AlarmSeverity.Critical, "An enabled plugin does not run, or gets no new payments for its mistakes.");
    public static AlarmKind UnloadOverdue { get; } = new("unload-overdue", "RTR5022", AlarmSeverity.Warning, "A replaced plugin version does not go.");
    public static AlarmKind ReloadRefused { get; } = new("reload-refused", "RTR5023", AlarmSeverity.Warning, "A changed file was not taken; what was loaded last stays in force.");
    public static AlarmKind OneCentOn { get; } = new("one-cent-on", "RTR5024", AlarmSeverity.Warning, "Every payment is sent as one minor unit.");

    /// <summary>In order of code.</summary>
    public static IReadOnlyList<AlarmKind> All { get; } =
    [
        BreakerOpen, AllDown, Misconfigured, RestingLong, ActionShareLow, Demoted, CredentialExpiring, CredentialLastDays, OrphanCapture, CaseOpen, CaseOld,
        TwoTransactions, AmountMismatch,
        MessageDead, UnknownNotification, TransactionTaken, RefundWaiting, StoreUnavailable, PluginFaulted, UnloadOverdue, ReloadRefused, OneCentOn,
    ];

    public static AlarmKind? Find(string name) => All.FirstOrDefault(k => k.Name == name);

    /// <summary>The kind for a case; those that nobody gave a kind of its own share one.</summary>
    public static AlarmKind OfCase(string caseKind) => caseKind switch
    {
        "two-transactions" => TwoTransactions,
        "amount-mismatch" => AmountMismatch,
        Orders.SuspenseCases.TransactionTaken => TransactionTaken,
        _ => CaseOpen,
    };
}
