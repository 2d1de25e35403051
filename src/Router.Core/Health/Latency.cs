namespace Router.Core.Health;

/// <summary>A forgetting histogram of answer times, 1 ms to about two minutes in steps of a fifth.</summary>
internal sealed class Latency
{
    private const int BucketCount = 66;
    private const int MinSamples = 20;
    private const int HalveAt = 2000;
    private static readonly double s_step = Math.Log(1.2);

    private readonly int[] _buckets = new int[BucketCount];
    private int _count;

    public void Add(TimeSpan elapsed)
    {
        var ms = elapsed.TotalMilliseconds;
        var bucket = ms <= 1 ? 0 : Math.Min(BucketCount - 1, (int)Math.Ceiling(Math.Log(ms) / s_step));
        _buckets[bucket]++;
        if (++_count < HalveAt) return;
        _count = 0;
        for (var i = 0; i < BucketCount; i++)
        {
            _buckets[i] /= 2;
            _count += _buckets[i];
        }
    }

    /// <summary>The upper bound of the bucket that holds the 99th percentile; null while too little is known.</summary>
    public TimeSpan? P99() => Slowest(1);

    /// <summary>The same for the half; a minority of slow answers does not move it.</summary>
    public TimeSpan? Median() => Slowest(50);

    private TimeSpan? Slowest(int percent)
    {
        if (_count < MinSamples) return null;
        var beyond = _count * percent / 100;
        for (var i = BucketCount - 1; i >= 0; i--)
        {
            beyond -= _buckets[i];
            if (beyond < 0) return TimeSpan.FromMilliseconds(Math.Exp(i * s_step));
        }

        return null;
    }
}
