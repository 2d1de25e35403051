namespace Router.Core.Backtesting;

/// <summary>Probabilities in whole millionths, so that a sum does not depend on the order in which it was made.</summary>
internal static class Micro
{
    private const double One = 1_000_000;

    // The factor for 95 % of a normal distribution.
    private const double Z95 = 1.959964;

    public static long Of(double probability) => (long)Math.Round(Math.Clamp(probability, 0, 1) * One);

    /// <summary>The variance of one draw.</summary>
    public static long VarianceOf(double probability) => (long)Math.Round(probability * (1 - probability) * One);

    /// <summary>A mean that cannot lie below nothing or above all.</summary>
    public static Share95 Share(long sum, long variance, long count)
    {
        var (mean, low, high) = Mean(sum, variance, count);
        return new(mean, Math.Max(0, low), Math.Min(1, high));
    }

    public static Share95 Mean(long sum, long variance, long count)
    {
        if (count == 0) return new(0, 0, 0);
        var mean = sum / One / count;
        var half = Z95 * Math.Sqrt(variance / One) / count;
        return new(mean, mean - half, mean + half);
    }
}
