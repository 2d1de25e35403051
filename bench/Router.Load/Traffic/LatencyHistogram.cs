namespace Router.Load.Traffic;

/// <summary>Counts of durations in buckets that are 1/64 of their power of two wide: percentiles are right to about 1.6 %. Thread-safe.</summary>
internal sealed class LatencyHistogram
{
    private const int StepBits = 6;
    private readonly long[] _counts = new long[(64 - StepBits + 1) << StepBits];
    private long _count;
    private long _max;

    public long Count => Interlocked.Read(ref _count);

    public TimeSpan Max => FromMicroseconds(Interlocked.Read(ref _max));

    public void Record(TimeSpan duration)
    {
        var value = Math.Max(0, (long)duration.TotalMicroseconds);
        Interlocked.Increment(ref _counts[BucketOf(value)]);
        Interlocked.Increment(ref _count);
        for (var seen = Interlocked.Read(ref _max); value > seen; seen = Interlocked.Read(ref _max)) Interlocked.CompareExchange(ref _max, value, seen);
    }

    /// <summary>The least duration that this share of all did not exceed; never more than <see cref="Max"/>.</summary>
    public TimeSpan At(double share)
    {
        var wanted = (long)Math.Ceiling(share * Count);
        long seen = 0;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += Interlocked.Read(ref _counts[bucket]);
            if (seen >= wanted && seen > 0) return FromMicroseconds(Math.Min(HighestOf(bucket), Interlocked.Read(ref _max)));
        }

        return TimeSpan.Zero;
    }

    private static int BucketOf(long value)
    {
        var shift = Math.Max(0, 63 - StepBits - System.Numerics.BitOperations.LeadingZeroCount((ulong)value));
        return (shift << StepBits) + (int)(value >> shift);
    }

    private static long HighestOf(int bucket)
    {
        var shift = Math.Max(0, (bucket >> StepBits) - 1);
        return (((long)bucket - (shift << StepBits) + 1) << shift) - 1;
    }

    private static TimeSpan FromMicroseconds(long value) => TimeSpan.FromMicroseconds(value);
}
