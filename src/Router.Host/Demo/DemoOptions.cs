namespace Router.Host.Demo;

/// <summary>What the command line asks for.</summary>
internal sealed record DemoOptions
{
    public ulong Seed { get; init; } = 42;

    /// <summary>Minutes of traffic on the virtual clock; the outage is the middle third.</summary>
    public double Minutes { get; init; } = 20;

    /// <summary>Payments a second.</summary>
    public double Rate { get; init; } = 20;

    /// <summary>Virtual seconds per second of wall time; null: as fast as it goes.</summary>
    public double? Pace { get; init; }
    public bool Json { get; init; }

    /// <summary>The account whose channel goes down.</summary>
    public string SickAccount { get; init; } = "sim-a";

    public TimeSpan Traffic => TimeSpan.FromMinutes(Minutes);
    public DateTimeOffset Start { get; init; } = new(2026, 3, 10, 2, 0, 0, TimeSpan.Zero);
    public DateTimeOffset OutageFrom => Start + (Traffic / 3);
    public DateTimeOffset OutageTo => Start + (Traffic / 3 * 2);
    public DateTimeOffset End => Start + Traffic;
    public int Payments => (int)Math.Round(Traffic.TotalSeconds * Rate);

    public string? Problem() =>
        Minutes is not (>= 0.3 and <= 240) ? $"--minutes is {Minutes}; write 0.3 to 240."
        : Rate is not (>= 0.1 and <= 200) ? $"--rate is {Rate}; write 0.1 to 200 payments a second."
        : Payments > 500_000 ? $"--minutes {Minutes} at --rate {Rate} are {Payments} payments; at most 500000 are kept in memory."
        : Pace is not (null or (> 0 and <= 100_000)) ? $"--pace is {Pace}; write a number above 0, such as 60 for a minute a second."
        : null;
}
