namespace Router.Core.Channels;

/// <summary>How many mistakes a plugin version may make before it gets no new payments.</summary>
public sealed record ConductSettings
{
    /// <summary>So many within the window, 1–10000.</summary>
    public int Mistakes { get; init; } = 10;

    /// <summary>And at least this share of its calls in the window, 0–1: a rare mistake is weighed by health alone.</summary>
    public double Share { get; init; } = 0.05;

    /// <summary>1 minute–1 day.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Everything that is wrong, one sentence each; empty where nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (Mistakes is < 1 or > 10_000) yield return $"Conduct:Mistakes is {Mistakes}; write 1 to 10000.";
        if (!(Share is >= 0 and <= 1)) yield return $"Conduct:Share is {Share}; write 0 to 1.";
        if (Window < TimeSpan.FromMinutes(1) || Window > TimeSpan.FromDays(1)) yield return $"Conduct:Window is {Window}; write 1 minute to 1 day.";
    }
}
