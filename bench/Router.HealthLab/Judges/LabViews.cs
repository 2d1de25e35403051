using Router.Core.Health;
using Router.HealthLab.World;

namespace Router.HealthLab.Judges;

/// <summary>Health views of three accounts that are well, last in line, or out.</summary>
internal static class LabViews
{
    private static readonly HealthView?[] Made = new HealthView?[27];

    /// <param name="standings">Of each account.</param>
    public static HealthView Of(ReadOnlySpan<Standing> standings)
    {
        var place = ((int)standings[0] * 9) + ((int)standings[1] * 3) + (int)standings[2];
        return Made[place] ??= HealthView.Of(LabClock.Start, Lines(standings.ToArray()), []);
    }

    private static IEnumerable<HealthLine> Lines(Standing[] standings) => standings.Select((standing, i) => new HealthLine
    {
        AccountId = LabWorld.Accounts[i],
        Method = LabRoutes.Method,
        Health = standing == Standing.Well ? 1 : 0,
        Estimate = 0.97,
        Observations = 50,
        Approval = 0.97,
        IsOpen = standing == Standing.Out,
        BreakUntil = DateTimeOffset.MaxValue,
        ProbeInFlight = false,
        FailuresNotSent = false,
        P99 = TimeSpan.FromMilliseconds(500),
        InFlight = 0,
    });
}
