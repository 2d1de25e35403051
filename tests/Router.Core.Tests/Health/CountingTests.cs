using Router.Core.Health;

namespace Router.Core.Tests.Health;

/// The small instruments that health is read from, at their bounds.
public class CountingTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Answer_times_are_known_from_twenty_on()
    {
        var latency = new Latency();
        Add(latency, 19, 1);
        (latency.P99(), latency.Median()).Should().Be((null, null));
        Add(latency, 1, 1);
        (latency.P99(), latency.Median()).Should().Be((TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(1.1, 1)]
    [InlineData(1.3, 2)]
    [InlineData(100, 26)]
    [InlineData(100_000, 64)]
    [InlineData(10_000_000, 65)]
    public void A_time_is_read_as_the_upper_bound_of_its_fifth(double milliseconds, int power)
    {
        var latency = new Latency();
        Add(latency, 20, milliseconds);
        latency.P99()!.Value.TotalMilliseconds.Should().BeApproximately(Math.Pow(1.2, power), 0.001);
    }

    [Fact]
    public void The_slowest_hundredth_and_half_are_passed_over()
    {
        P99(99, 1).Should().BeLessThan(2);
        P99(98, 2).Should().BeGreaterThan(900);
        Median(50, 50).Should().BeLessThan(2);
        Median(49, 51).Should().BeGreaterThan(900);

        static double P99(int fast, int slow) => Of(fast, slow).P99()!.Value.TotalMilliseconds;
        static double Median(int fast, int slow) => Of(fast, slow).Median()!.Value.TotalMilliseconds;
        static Latency Of(int fast, int slow)
        {
            var latency = new Latency();
            Add(latency, fast, 1);
            Add(latency, slow, 1000);
            return latency;
        }
    }

    [Fact]
    public void What_was_long_ago_weighs_half()
    {
        var latency = new Latency();
        Add(latency, 2000, 1000);
        Add(latency, 999, 1);
        latency.Median()!.Value.TotalMilliseconds.Should().BeGreaterThan(900, "1000 of 1999 are slow");
        Add(latency, 1, 1);
        latency.Median()!.Value.TotalMilliseconds.Should().BeLessThan(2, "500 of 1000 are");
    }

    [Fact]
    public void An_observation_that_is_taken_back_takes_what_is_left_of_it()
    {
        var settings = HealthSettings.Default;
        var estimate = new Estimate(settings, TimeSpan.FromSeconds(60), s_now);
        estimate.Add(s_now, 1);
        var mark = estimate.Add(s_now, 0);
        (estimate.Good, estimate.All).Should().Be((0.99, 1.99));
        estimate.TakeBack(s_now, mark);
        estimate.All.Should().BeApproximately(0.99, 1e-12);

        mark = estimate.Add(s_now, 0);
        estimate.Keep(s_now, 0.5);
        estimate.TakeBack(s_now, mark);
        estimate.Good.Should().BeApproximately(0.49005, 1e-12);
        estimate.All.Should().BeApproximately(0.49005, 1e-12);

        mark = estimate.Add(s_now, 0);
        estimate.Decay(s_now.AddSeconds(60));
        estimate.TakeBack(s_now.AddSeconds(60), mark);
        estimate.All.Should().BeApproximately(0.49005 * 0.99 / 2, 1e-12);

        mark = estimate.Add(s_now.AddSeconds(60), 0);
        estimate.Keep(s_now.AddSeconds(60), 0);
        estimate.Add(s_now.AddSeconds(60), 1);
        estimate.TakeBack(s_now.AddSeconds(60), mark);
        estimate.All.Should().Be(1, "nothing was left of it");
    }

    [Fact]
    public void An_estimate_fades_from_now_on_where_the_clock_was_set_back_and_what_is_stored_is_bounded()
    {
        var estimate = new Estimate(HealthSettings.Default, TimeSpan.FromSeconds(60), s_now);
        estimate.Restore(50, 200, s_now);
        (estimate.Good, estimate.All).Should().Be((50, 100));
        estimate.Restore(50, 20, s_now);
        (estimate.Good, estimate.All).Should().Be((20, 20));
        estimate.Restore(-1, -1, s_now);
        (estimate.Good, estimate.All).Should().Be((0, 0));
        estimate.Value(s_now, 0.6).Should().Be(0.6, "the prior alone");
        estimate.Restore(5, 5, s_now);
        estimate.Value(s_now, 0).Should().Be(0.5, "five of five and five of the prior");
        estimate.Bound(s_now.AddMinutes(-1));
        estimate.Decay(s_now);
        (estimate.At, estimate.All).Should().Be((s_now, 2.5));
        estimate.Bound(s_now.AddMinutes(1));
        estimate.At.Should().Be(s_now);
    }

    [Fact]
    public void Action_shares_are_held_against_the_median_of_at_least_three_windows()
    {
        var share = new ActionShare(HealthSettings.Default with { ActionWindow = 2 });
        share.Last.Should().BeNull();
        Window(true, true).Should().BeNull();
        share.Last.Should().Be(1);
        Window(false, false).Should().BeNull("two windows are too few");
        Window(true, true).Should().BeNull();
        Window(true, false).Should().BeNull("a half is not below half of all");
        Window(false, false).Should().Be((1.0, 0.0), "the middle of 0, ½, 1, 1");
        share.Last.Should().Be(0);

        (double Median, double Share)? Window(bool first, bool second)
        {
            share.Add(first).Should().BeNull();
            return share.Add(second);
        }
    }

    [Fact]
    public void Forty_eight_windows_are_remembered()
    {
        var share = new ActionShare(HealthSettings.Default with { ActionWindow = 1 });
        for (var i = 0; i < 24; i++) share.Add(true);
        for (var i = 0; i < 23; i++) share.Add(false);
        share.Add(false).Should().Be((1.0, 0.0), "24 of 47 were paid");
        share.Add(false).Should().Be((1.0, 0.0), "the middle of 24 and 24 is the upper");
        share.Add(false).Should().BeNull("the first was forgotten: 23 and 25");
    }

    private static void Add(Latency latency, int times, double milliseconds)
    {
        for (var i = 0; i < times; i++) latency.Add(TimeSpan.FromMilliseconds(milliseconds));
    }
}
