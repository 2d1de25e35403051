namespace Router.Load.Tests;

/// <summary>The real host under open-loop traffic with faults and a kill -9. Only the books are judged, never the time or the rate.</summary>
public sealed class SoakTests
{
    [Fact]
    public async Task After_faults_and_a_kill_the_books_of_merchants_router_and_channels_agree()
    {
        var options = new LoadOptions { Rates = [100], Seconds = 6, Kills = 1, SettleSeconds = 180, RefundSeconds = 10, Seed = Environment.TickCount & 0xFFFF };
        await using var run = new SoakRun(options, _ => { });
        var result = await run.RunAsync();
        var books = result.Balance;
        books.Differences.Should().BeEmpty("seed {0}", options.Seed);
        result.ExitCode.Should().Be(0);
        result.HasStackTrace.Should().BeFalse(string.Join('\n', result.HostLines));
        result.Kills.Should().Be(1);
        books.Succeeded.Should().BePositive();
        books.Captures.Should().Be(books.Succeeded + books.StrayGivenBack + books.StrayKept);
        books.Stored.Should().BeLessThanOrEqualTo(books.Asked - books.Refused);
    }
}
