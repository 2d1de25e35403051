using Router.Simulation.World;

namespace Router.Simulation.Checks;

/// <summary>One thing that may not be.</summary>
/// <param name="Invariant">"I1" to "I14" as docs/simulation.md names them, or "engine" for a defect of another kind.</param>
/// <param name="Subject">The order, attempt or refund.</param>
/// <param name="Text">What is wrong.</param>
internal sealed record Finding(string Invariant, string Subject, string Text)
{
    public override string ToString() => $"{Invariant} {Subject}: {Text}";
}

/// <summary>What a world was found guilty of.</summary>
internal sealed class Findings(SimWorld world)
{
    private const int Most = 50;
    private readonly List<Finding> _all = [];

    public IReadOnlyList<Finding> All => _all;

    public void Add(string invariant, string subject, string text)
    {
        world.Note("VIOLATION", subject, $"{invariant}: {text}");
        if (_all.Count < Most) _all.Add(new(invariant, subject, text));
    }
}
