using System.Diagnostics;
using Router.Load.Traffic;

namespace Router.Load.Tests;

public sealed class OpenLoopTests
{
    private static readonly Reply s_good = new(201, "", "pay_1", "paying", null);

    [Fact]
    public async Task A_host_that_answers_nothing_is_still_sent_what_is_due_until_the_bound_and_the_rest_is_counted()
    {
        var loop = new OpenLoop(inFlightMax: 5);
        var never = new TaskCompletionSource<Reply>();
        var sent = 0;
        var row = new StepRow(1000);
        await loop.RunAsync(row, TimeSpan.FromMilliseconds(200), new Arrivals(1000, 1), due => new(due, "pay", () =>
        {
            sent++;
            return never.Task;
        }));
        sent.Should().Be(5);
        row.Shed.Should().BePositive();
        row.Payments.Count.Should().Be(0);
        never.SetResult(s_good);
    }

    [Fact]
    public async Task Latency_counts_from_the_moment_a_request_was_due()
    {
        var loop = new OpenLoop(inFlightMax: 5);
        var row = new StepRow(1);
        loop.Add(new(Stopwatch.GetTimestamp() - (3 * Stopwatch.Frequency), "pay", () => Task.FromResult(s_good)));
        await loop.DrainAsync(row, TimeSpan.FromSeconds(30));
        row.Payments.At(1).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(3));
        row.Acknowledged.Should().Be(1);
    }

    [Fact]
    public void The_same_seed_is_the_same_schedule()
    {
        Gaps(7).Should().Equal(Gaps(7)).And.NotEqual(Gaps(8));
        Gaps(7).Average().Should().BeApproximately(Stopwatch.Frequency / 500.0, Stopwatch.Frequency / 500.0 * 0.1);
    }

    private static long[] Gaps(int seed)
    {
        var arrivals = new Arrivals(500, seed);
        return [.. Enumerable.Range(0, 5000).Select(_ => arrivals.NextGap())];
    }
}
