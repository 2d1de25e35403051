namespace Router.Host.Tests.Api;

/// <summary>The system's time, as much later as a test says; timers run as usual.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
}
