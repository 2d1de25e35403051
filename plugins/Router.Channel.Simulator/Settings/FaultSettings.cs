namespace Router.Channel.Simulator.Settings;

// What goes wrong, how often. Every fault is off unless it is named.
internal sealed record FaultSettings(
    IReadOnlyDictionary<string, FaultRule> Rules, IReadOnlyList<string> BanksOut, OutageRule? Outage)
{
    // Name, default ms, the operations it acts on unless told otherwise.
    private static readonly (string Name, long Ms, string[] Operations)[] s_known =
    [
        (Fault.RefuseConnection, 0, []),
        (Fault.DeclinePayer, 0, [Operation.Pay]),
        (Fault.DeclineChannel, 0, [Operation.Pay]),
        (Fault.DeclineRequest, 0, [Operation.Pay]),
        (Fault.DeclineUs, 0, [Operation.Pay]),
        (Fault.TooFrequent, 30_000, [Operation.Pay]),
        (Fault.Slow, 2_000, []),
        (Fault.TimeoutBefore, 0, []),
        (Fault.TimeoutAfter, 0, [Operation.Pay, Operation.Continue, Operation.Refund]),
        (Fault.Reset, 0, []),
        (Fault.Http5xx, 0, []),
        (Fault.Garbage, 0, []),
        (Fault.BadSignature, 0, []),
        (Fault.BrownOut, 0, []),
        (Fault.CloseRefusedBecausePaid, 0, [Operation.Close]),
        (Fault.CloseTooEarly, 60_000, [Operation.Close]),
        (Fault.AcceptLate, 0, []),
        (Fault.QueryUnknown, 0, [Operation.Query]),
        (Fault.NotFoundThenPaid, 5_000, [Operation.Query]),
        (Fault.RefundUnknown, 0, [Operation.Refund]),
        (Fault.RefundBalanceLow, 0, [Operation.Refund]),
        (Fault.RefundProcessing, 10_000, [Operation.Refund]),
        (Fault.RefundFailed, 0, [Operation.Refund]),
        (Fault.NotificationLost, 0, []),
        (Fault.NotificationLate, 60_000, []),
        (Fault.NotificationDuplicate, 0, []),
        (Fault.NotificationForged, 0, []),
        (Fault.NotificationWrongAmount, 0, []),
        (Fault.NotificationBeforeAnswer, 0, [Operation.Pay]),
        (Fault.BillMissing, 0, [Operation.Bill]),
        (Fault.BillExtra, 0, [Operation.Bill]),
        (Fault.BillAltered, 0, [Operation.Bill]),
    ];

    internal static FaultSettings Read(SettingsReader? reader)
    {
        var rules = new Dictionary<string, FaultRule>(StringComparer.Ordinal);
        if (reader is null) return new(rules, [], null);
        foreach (var (name, ms, operations) in s_known)
        {
            if (FaultRule.Read(reader, name, ms, operations) is { } rule) rules.Add(name, rule);
        }

        var settings = new FaultSettings(rules, reader.Texts("outageOfBank"), OutageRule.Read(reader));
        reader.RefuseOthers();
        return settings;
    }
}
