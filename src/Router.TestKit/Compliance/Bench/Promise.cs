using Router.Abstractions;

namespace Router.TestKit.Compliance.Bench;

/// <summary>Says what a channel broke, so that its author knows where to look.</summary>
internal static class Promise
{
    public static ComplianceException Broken(string where, string expected, string came, string mend) =>
        new($"{where}: expected {expected}; came {came}. {mend}");

    public static void Keep(bool holds, string where, string expected, string came, string mend)
    {
        if (!holds) throw Broken(where, expected, came, mend);
    }

    public static string Show(ChannelResult result) =>
        $"{result.Outcome}{Because(result.Fault)}"
        + (result.Captured is { } captured ? $" of {captured}" : "")
        + (result.MustClose ? ", must be closed" : "") + (result.ReadyToContinue ? ", ready to continue" : "");

    public static string Show(QueryResult result) =>
        $"{result.Status}{Because(result.Fault)}" + (result.Captured is { } captured ? $" of {captured}" : "")
        + (result.ReadyToContinue ? ", ready to continue" : "");

    public static string Show(CloseResult result) => $"{result.Outcome}{Because(result.Fault)}";

    public static string Show(RefundResult result) =>
        $"{result.Outcome}{Because(result.Fault)}" + (result.Refunded is { } refunded ? $" of {refunded}" : "");

    public static string Show(NotificationResult result) => result.Reason is { } reason ? $"{result.Verdict} ({reason})" : $"{result.Verdict}";

    public static string Show(BillResult result) => $"{result.Status}{Because(result.Fault)}";

    public static string Show(ProviderEntry entry) => entry.RefundNumber switch
    {
        null => $"{entry.AttemptNumber} paid {entry.Amount} ({entry.TransactionId})",
        "" => $"{entry.AttemptNumber} reversed {entry.Amount} ({entry.TransactionId})",
        _ => $"{entry.AttemptNumber} gave back {entry.Amount} as {entry.RefundNumber} ({entry.TransactionId})",
    };

    public static string Show(IEnumerable<ProviderEntry> entries) => string.Join("; ", entries.Select(Show)) is { Length: > 0 } text ? text : "nothing";

    private static string Because(ChannelFault? fault) =>
        fault is null ? "" : $" ({fault.Stage}, blame {fault.Blame}, {fault.RawCode}: {fault.RawMessage})";
}
