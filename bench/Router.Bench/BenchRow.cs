namespace Router.Bench;

/// <summary>One figure. A budget of null: reported, not judged.</summary>
internal sealed record BenchRow(string Name, double Value, string Unit, double? Budget = null)
{
    public bool? IsMet => Budget is { } budget ? Value <= budget : null;
}
