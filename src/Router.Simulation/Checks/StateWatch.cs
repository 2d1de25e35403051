using System.Globalization;
using Router.Abstractions;
using Router.Simulation.Faults;
using Router.Simulation.World;

namespace Router.Simulation.Checks;

/// <summary>
/// S2: each answer of a channel carries a new state, and whatever is sent afterwards must carry the newest that was given. Not looked at
/// where a process or its disk can fail between answer and commit.
/// </summary>
internal sealed class StateWatch(SimWorld world, FaultPlan faults, Findings findings)
{
    private static readonly FaultKind[] s_losing =
        [FaultKind.DiskError, FaultKind.DiskUnknown, FaultKind.DiskOutage, FaultKind.Crash, FaultKind.PowerLoss, FaultKind.Pause];

    /// <summary>So long after an answer it is stored, and another that came beside it too.</summary>
    private static readonly TimeSpan s_storing = TimeSpan.FromSeconds(2);
    private readonly Dictionary<string, List<(DateTimeOffset At, string State)>> _given = new(StringComparer.Ordinal);
    private readonly bool _isBlind = LosesAnswers(faults);
    private int _last;

    /// <summary>Whether what a channel has answered may be lost before it is stored.</summary>
    public static bool LosesAnswers(FaultPlan faults) => s_losing.Any(faults.Has);

    /// <summary>A state that nobody has had before.</summary>
    public ChannelState Next() => new(1, (++_last).ToString(CultureInfo.InvariantCulture));

    /// <summary>An answer has reached the engine.</summary>
    public void Given(string number, ChannelState? state)
    {
        if (_isBlind || state is null) return;
        if (!_given.TryGetValue(number, out var given)) _given.Add(number, given = []);
        given.Add((world.Now, state.Value));
    }

    /// <summary>Something leaves for the channel.</summary>
    public void Sent(string number, ChannelState state)
    {
        if (!_given.TryGetValue(number, out var given)) return;
        var known = given.FindLastIndex(g => g.At <= world.Now - s_storing);
        if (known < 0) return;
        var oldest = given[known].At - s_storing;
        if (given.FindLast(g => g.State == state.Value) is { State: not null } carried ? carried.At < oldest : true)
            findings.Add("S2", number, $"it was sent with the state '{state.Value}' and the channel had given '{given[known].State}'");
    }
}
