namespace Router.HealthLab.World;

/// <summary>Virtual time, moved by the event loop alone.</summary>
internal sealed class LabClock : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Seconds since the start.</summary>
    public double Now { get; private set; }

    public void MoveTo(double seconds) => Now = Math.Max(Now, seconds);

    public override DateTimeOffset GetUtcNow() => Start.AddTicks((long)(Now * TimeSpan.TicksPerSecond));
}
