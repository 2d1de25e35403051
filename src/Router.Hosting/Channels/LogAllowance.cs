namespace Router.Hosting.Channels;

/// <summary>How much one channel instance may write to the log. Thread-safe.</summary>
internal sealed class LogAllowance
{
    public const int LinesPerSecond = 100;
    private readonly Lock _gate = new();
    private DateTimeOffset _second;
    private int _taken;
    private long _dropped;

    /// <param name="now">The time.</param>
    /// <param name="dropped">With the first line after some were dropped: how many.</param>
    public bool TryTake(DateTimeOffset now, out long dropped)
    {
        lock (_gate)
        {
            dropped = 0;
            if (now - _second >= TimeSpan.FromSeconds(1) || now < _second) (_second, _taken) = (now, 0);
            if (_taken >= LinesPerSecond)
            {
                _dropped++;
                return false;
            }

            _taken++;
            (dropped, _dropped) = (_dropped, 0);
            return true;
        }
    }
}
