using Router.Load.Traffic;

namespace Router.Load.Tests;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Percentiles_are_within_a_bucket_of_the_true_ones()
    {
        var histogram = new LatencyHistogram();
        for (var microseconds = 1; microseconds <= 100_000; microseconds++) histogram.Record(TimeSpan.FromMicroseconds(microseconds));
        histogram.Count.Should().Be(100_000);
        histogram.Max.Should().Be(TimeSpan.FromMicroseconds(100_000));
        foreach (var share in new[] { 0.01, 0.5, 0.9, 0.99, 0.999, 1 })
            histogram.At(share).TotalMicroseconds.Should().BeInRange(share * 100_000 * 0.99, share * 100_000 * 1.017);
    }

    [Fact]
    public void Nothing_and_the_extremes_are_counted_too()
    {
        var histogram = new LatencyHistogram();
        histogram.At(0.99).Should().Be(TimeSpan.Zero);
        histogram.Record(TimeSpan.FromMilliseconds(-1));
        histogram.Record(TimeSpan.FromDays(10_000));
        histogram.At(0.5).Should().Be(TimeSpan.Zero);
        histogram.At(1).Should().Be(TimeSpan.FromDays(10_000));
    }
}
