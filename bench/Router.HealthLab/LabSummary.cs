using Router.HealthLab.World;

namespace Router.HealthLab;

/// <summary>The figures of one cell over all seeds.</summary>
/// <param name="Lost">Percentage points of payments lost beyond the oracle's, mean.</param>
/// <param name="LostWorst">The same of the worst seed.</param>
/// <param name="P99">Seconds, mean.</param>
/// <param name="ShareOfA">The first account's share while the fault lasted, from 20 s on, mean.</param>
/// <param name="ShareAfter">Its share from 150 s after the fault on, 300 s at less than 10 a second, mean.</param>
/// <param name="ShareError">Distance from the weights while all were well, mean.</param>
/// <param name="Attempts">Calls to the first account during the fault, of the worst seed.</param>
internal sealed record LabSummary(
    double Lost, double LostWorst, double P99, double ShareOfA, double ShareAfter, double ShareError, long Attempts)
{
    public static LabSummary Of(IReadOnlyList<LabFigures> figures, IReadOnlyList<LabFigures> oracle)
    {
        var lost = figures.Zip(oracle, (mine, known) => 100.0 * (mine.Lost - known.Lost) / mine.Payments).ToList();
        return new(
            lost.Average(), lost.Max(), figures.Average(f => f.P99), figures.Average(f => f.ShareOfA),
            figures.Average(f => f.ShareAfter(f.World.PerSecond < 10 ? 300 : 150)), figures.Average(f => f.ShareError), figures.Max(f => f.AttemptsOnA));
    }
}
