using System.Collections.Concurrent;
using Router.Core.Health;
using Router.HealthLab.Judges;
using Router.HealthLab.World;

namespace Router.HealthLab;

/// <summary>Runs every asked for combination over the seeds, on all cores. The figures do not depend on how many there are.</summary>
internal static class LabBatch
{
    public static LabFigures Run(LabWorld world, LabRoutes routes, JudgeKind kind, HealthSettings settings)
    {
        var clock = new LabClock();
        IJudge judge = kind switch
        {
            JudgeKind.Oracle => new OracleJudge(world, clock),
            JudgeKind.Static => new StaticJudge(),
            JudgeKind.Breaker => new BreakerJudge(clock),
            JudgeKind.Window => new WindowJudge(clock),
            _ => new RealJudge(clock, settings),
        };
        return new LabRun(world, routes, clock, judge).Run();
    }

    public static IReadOnlyDictionary<LabCase, LabSummary> Run(LabOptions options)
    {
        var summaries = new ConcurrentDictionary<LabCase, LabSummary>();
        var routes = options.Strategies.ToDictionary(strategy => strategy, strategy => new LabRoutes(strategy, options.Settings));
        Parallel.ForEach(Cases(options), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, asked =>
        {
            var byJudge = Judges(options, asked.Strategy).ToDictionary(kind => kind, _ => new List<LabFigures>());
            for (var i = 0; i < options.SeedsOf(asked.PerSecond, asked.Strategy); i++)
            {
                var world = new LabWorld(options.FirstSeed + (ulong)i, asked.Fault, asked.PerSecond);
                foreach (var (kind, figures) in byJudge) figures.Add(Run(world, routes[asked.Strategy], kind, options.Settings));
            }

            foreach (var (kind, figures) in byJudge) summaries[asked with { Judge = kind }] = LabSummary.Of(figures, byJudge[JudgeKind.Oracle]);
        });
        return summaries;
    }

    private static IEnumerable<LabCase> Cases(LabOptions options) =>
        from rate in options.Rates
        from strategy in options.Strategies
        from fault in options.Faults
        select new LabCase(fault, rate, strategy, JudgeKind.Router);

    // The other ways of routing have the weighted strategy only: theirs differ little between strategies.
    private static JudgeKind[] Judges(LabOptions options, string strategy) =>
        options.IsBrief || strategy != "weighted" ? [JudgeKind.Oracle, JudgeKind.Router] : Enum.GetValues<JudgeKind>();
}
