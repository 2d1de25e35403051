using System.Numerics;
using System.Runtime.Intrinsics;

namespace Router.Rules.Index;

/// Ascending bounds, and how many of them lie at or below a number. Many bounds are found through buckets, of equal width or of a width that
/// grows with the number, whichever divides these bounds better; what is left is compared all at once.
internal sealed class NumberLine
{
    private const int Few = 32;
    private const int FineBits = 5;
    private const int BucketBits = 11;
    private const int Buckets = 1 << BucketBits;

    // Padded, so that eight can be read from anywhere.
    private readonly long[] _bounds;
    private readonly int _count;

    /// For each bucket how many bounds lie below it; one more at the end.
    private readonly int[] _below = [];
    private readonly long _first;
    private readonly int _shift;
    private readonly bool _isEven;

    public NumberLine(long[] bounds)
    {
        _count = bounds.Length;
        _bounds = new long[_count + Vector512<long>.Count];
        Array.Fill(_bounds, long.MaxValue);
        bounds.CopyTo(_bounds, 0);
        if (_count <= Few) return;
        _first = bounds[0];
        _shift = Math.Max(0, 64 - BitOperations.LeadingZeroCount((ulong)(bounds[^1] - _first)) - BucketBits);
        var growing = Below(bounds);
        _isEven = bounds[^1] - _first >= 0;
        var even = _isEven ? Below(bounds) : growing;
        _isEven = _isEven && Unevenness(even) < Unevenness(growing);
        _below = _isEven ? even : growing;
    }

    public int AtOrBelow(long number)
    {
        if (_below.Length == 0) return AtOrBelow(number, 0, _count);
        var bucket = BucketOf(number);
        var start = _below[bucket];
        return AtOrBelow(number, start, _below[bucket + 1] - start);
    }

    /// True where the number is the bound before that place.
    public bool IsBound(long number, int place) => place > 0 && _bounds[place - 1] == number;

    private int AtOrBelow(long number, int start, int count)
    {
        while (count > Few)
        {
            var half = count / 2;
            if (_bounds[start + half] > number)
            {
                count = half;
                continue;
            }

            start += half + 1;
            count -= half + 1;
        }

        // What stands behind these is greater, but for the padding.
        var wanted = Vector512.Create(number);
        var found = start;
        for (var i = 0; i < count; i += Vector512<long>.Count)
            found += BitOperations.PopCount(Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref _bounds[start + i]), wanted).ExtractMostSignificantBits());
        return Math.Min(found, start + count);
    }

    private int[] Below(long[] bounds)
    {
        var below = new int[Buckets + 1];
        foreach (var bound in bounds) below[BucketOf(bound) + 1]++;
        for (var i = 1; i < below.Length; i++) below[i] += below[i - 1];
        return below;
    }

    private static long Unevenness(int[] below)
    {
        var sum = 0L;
        for (var i = 1; i < below.Length; i++)
        {
            long size = below[i] - below[i - 1];
            sum += size * size;
        }

        return sum;
    }

    private int BucketOf(long number)
    {
        if (_isEven) return number <= _first ? 0 : (int)Math.Min(Buckets - 1, (ulong)(number - _first) >> _shift);
        // By the highest bit and the five behind it; negative numbers share the bucket of 0.
        if (number < 1 << FineBits) return number <= 0 ? 0 : (int)number;
        var high = BitOperations.Log2((ulong)number);
        return ((high - FineBits + 1) << FineBits) + (int)(number >> (high - FineBits) & ((1 << FineBits) - 1));
    }
}
