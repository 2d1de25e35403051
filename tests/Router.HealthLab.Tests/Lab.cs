using System.Globalization;
using Router.Core.Health;
using Router.HealthLab.Judges;
using Router.HealthLab.World;

namespace Router.HealthLab.Tests;

/// Runs of the lab on seeds that were not used for tuning. ROUTER_LAB_SEED chooses others; a failure names its seed.
internal static class Lab
{
    private static readonly Dictionary<string, LabRoutes> Routes =
        LabRoutes.Strategies.ToDictionary(strategy => strategy, strategy => new LabRoutes(strategy, HealthSettings.Default));

    public static ulong FirstSeed { get; } =
        ulong.TryParse(Environment.GetEnvironmentVariable("ROUTER_LAB_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : 700_001;

    public static LabFigures Run(ulong seed, string fault, double perSecond, string strategy = "weighted", JudgeKind judge = JudgeKind.Router) =>
        LabBatch.Run(new LabWorld(seed, LabFault.Find(fault)!, perSecond), Routes[strategy], judge, HealthSettings.Default);

    /// Percentage points of payments lost beyond the oracle's.
    public static double LostBeyondTheOracle(LabFigures figures, string strategy = "weighted")
    {
        var world = figures.World;
        var known = Run(world.Seed, world.Fault.Name, world.PerSecond, strategy, JudgeKind.Oracle);
        return 100.0 * (figures.Lost - known.Lost) / figures.Payments;
    }
}
