using System.Diagnostics;

namespace Router.Host.Demo;

/// <summary>Holds the virtual clock back to a chosen speed of wall time.</summary>
internal sealed class Pacer(DemoOptions options, CancellationToken cancellationToken)
{
    private readonly long _began = Stopwatch.GetTimestamp();

    public void Wait(DateTimeOffset next)
    {
        if (options.Pace is not { } pace || next > options.End) return;
        var left = ((next - options.Start) / pace) - Stopwatch.GetElapsedTime(_began);
        if (left > TimeSpan.FromMilliseconds(1)) cancellationToken.WaitHandle.WaitOne(left);
    }
}
