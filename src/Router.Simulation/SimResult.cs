using Router.Simulation.Checks;

namespace Router.Simulation;

/// <summary>What a world came to.</summary>
internal sealed record SimResult
{
    public required ulong Seed { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The same seed gives the same hash, in every process.</summary>
    public required ulong TraceHash { get; init; }

    public required long Steps { get; init; }

    public required TimeSpan VirtualTime { get; init; }

    /// <summary>Orders by their last state, and what else was counted.</summary>
    public required SortedDictionary<string, long> Counts { get; init; }

    public required IReadOnlyList<string> Faults { get; init; }

    public bool IsClean => Findings.Count == 0;
}
