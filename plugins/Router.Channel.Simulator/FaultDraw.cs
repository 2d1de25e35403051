using Router.Channel.Simulator.Settings;

namespace Router.Channel.Simulator;

// Says which fault strikes a call.
internal sealed class FaultDraw(FaultSettings faults, Draws draws)
{
    // The first that strikes wins; slow is apart, it goes with any other.
    private static readonly string[] s_ofCalls =
    [
        Fault.RefuseConnection, Fault.TimeoutBefore, Fault.BrownOut, Fault.TimeoutAfter, Fault.Reset, Fault.Http5xx, Fault.Garbage,
        Fault.BadSignature, Fault.QueryUnknown, Fault.RefundBalanceLow, Fault.TooFrequent, Fault.DeclinePayer, Fault.DeclineChannel, Fault.DeclineRequest, Fault.DeclineUs,
    ];

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Operation, string Number), int> _calls = [];

    internal OutageRule? Outage => faults.Outage;

    internal bool IsOut(string? bank) => bank is not null && faults.BanksOut.Contains(bank);

    // Counts the calls of one operation for one number, so that a repeated call is drawn anew.
    internal int NextCall(string operation, string number)
    {
        if (faults.Rules.Count == 0) return 0;
        lock (_gate)
        {
            _calls.TryGetValue((operation, number), out var call);
            _calls[(operation, number)] = call + 1;
            return call;
        }
    }

    internal string? OfCall(string operation, string? method, string? bank, string number, int call)
    {
        if (faults.Rules.Count == 0) return null;
        foreach (var name in s_ofCalls)
        {
            if (Strikes(name, operation, method, bank, number, call) is not null) return name;
        }

        return null;
    }

    // The rule, where this fault strikes; otherwise null.
    internal FaultRule? Strikes(string name, string operation, string? method, string? bank, string number, int call = 0) =>
        faults.Rules.TryGetValue(name, out var rule) && rule.Fits(operation, method, bank) && draws.Unit(name, number, call) < rule.Share
            ? rule
            : null;

    // For faults that belong to no call: notifications, bill lines, late payments.
    internal FaultRule? Strikes(string name, string number, string? method = null) =>
        faults.Rules.TryGetValue(name, out var rule)
        && (rule.Methods.Count == 0 || method is null || rule.Methods.Contains(method))
        && draws.Unit(name, number) < rule.Share ? rule : null;

    internal TimeSpan DelayOf(string name) => faults.Rules.TryGetValue(name, out var rule) ? rule.Delay : TimeSpan.Zero;

    internal bool Coin(string number, int call) => draws.Unit("coin", number, call) < 0.5;
}
