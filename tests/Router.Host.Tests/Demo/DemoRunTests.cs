using Router.Host.Demo;

namespace Router.Host.Tests.Demo;

public sealed class DemoRunTests
{
    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_another_seed_does_not()
    {
        var options = new DemoOptions { Seed = 7, Minutes = 1, Rate = 10 };
        var first = DemoJson.Write(await RunAsync(options));
        var second = DemoJson.Write(await RunAsync(options));
        second.Should().Be(first);
        DemoJson.Write(await RunAsync(options with { Seed = 8 })).Should().NotBe(first.Replace("\"seed\": 7", "\"seed\": 8", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_the_outage_the_sick_account_loses_its_share_and_afterwards_gets_it_back()
    {
        var report = await RunAsync(new DemoOptions { Minutes = 6, Rate = 8 });
        report.Before["sim-a"].Should().BeGreaterThan(0.4);
        report.During["sim-a"].Should().BeLessThan(0.1);
        report.After["sim-a"].Should().BeGreaterThan(0.3);
        report.BreakersOpened.Should().BePositive();
        report.Failovers.Should().BePositive();
    }

    [Fact]
    public async Task Every_order_comes_to_an_end_and_the_ledgers_agree()
    {
        var report = await RunAsync(new DemoOptions { Seed = 3, Minutes = 3, Rate = 12 });
        report.Ledger.Findings.Should().BeEmpty();
        report.Ledger.Captures.Should().BeGreaterThan(1500);
        report.StillOpen.Should().Be(0);
        report.Shops.Refused.Should().BeEmpty();
        report.States.Values.Sum().Should().Be(report.Payments);
        report.Recovered.Should().NotBeEmpty();
        report.Shops.RefundsAsked.Should().BePositive();
        report.Shops.ClosesDone.Should().BePositive();
        report.Shops.SwitchesDone.Should().BePositive();
        report.IsGood.Should().BeTrue();
    }

    [Fact]
    public async Task A_cancelled_demo_ends_at_once()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        var run = () => new DemoRun(new DemoOptions()).RunAsync((_, _) => { }, stopped.Token);
        await run.Should().ThrowAsync<OperationCanceledException>();
    }

    private static async Task<DemoReport> RunAsync(DemoOptions options)
    {
        var report = await new DemoRun(options).RunAsync((_, _) => { }, CancellationToken.None);
        report.ForeignPosts.Should().Be(0, "only then is the run the same in every process");
        return report;
    }
}
