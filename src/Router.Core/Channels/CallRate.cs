namespace Router.Core.Channels;

/// <summary>
/// A token bucket that keeps one instant instead of a count: when it would be full again. Rate and size come with each call, so that a changed
/// account counts at once. Thread-safe.
/// </summary>
internal sealed class CallRate
{
    private readonly Lock _gate = new();
    private DateTimeOffset _fullAt;

    /// <param name="now">Now; a clock set back gives no tokens and takes none.</param>
    /// <param name="perSecond">Tokens that come in a second.</param>
    /// <param name="burst">Tokens that it holds when full.</param>
    public bool TryTake(DateTimeOffset now, int perSecond, int burst)
    {
        var one = TimeSpan.FromTicks(TimeSpan.TicksPerSecond / perSecond);
        lock (_gate)
        {
            var from = _fullAt > now ? _fullAt : now;

            // Further ahead than a whole bucket: the clock was set back, or the bucket was larger before.
            if (from - now > one * burst) from = now + (one * burst);
            var takes = from - now <= one * (burst - 1);
            _fullAt = takes ? from + one : from;
            return takes;
        }
    }
}
