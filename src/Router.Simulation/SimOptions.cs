namespace Router.Simulation;

/// <summary>One world.</summary>
internal sealed record SimOptions
{
    /// <summary>Decides everything.</summary>
    public required ulong Seed { get; init; }

    public int Orders { get; init; } = 200;

    public int Nodes { get; init; } = 2;

    /// <summary>Where the trace is written as text; null: it is only hashed.</summary>
    public TextWriter? Trace { get; init; }

    /// <summary>A mistake in the engine's ports, from tests alone.</summary>
    public Planted Planted { get; init; } = new();

    /// <summary>The faults; null: drawn from the seed.</summary>
    public Faults.FaultPlan? Faults { get; init; }
}
