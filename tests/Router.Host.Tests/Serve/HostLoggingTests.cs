using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Router.Host.Serve;

namespace Router.Host.Tests.Serve;

/// Whoever holds the console up holds up nobody who writes to it.
public sealed class HostLoggingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_console_that_takes_nothing_loses_lines_and_stops_nobody(bool json)
    {
        var console = Options(json, []);
        console.QueueFullMode.Should().Be(ConsoleLoggerQueueFullMode.DropWrite);
        console.MaxQueueLength.Should().Be(HostLogging.QueueLength);
    }

    [Fact]
    public void Who_would_rather_wait_says_so_in_the_settings() =>
        Options(true, new() { ["Logging:Console:QueueFullMode"] = "Wait" }).QueueFullMode.Should().Be(ConsoleLoggerQueueFullMode.Wait);

    private static ConsoleLoggerOptions Options(bool json, Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        services.AddLogging(logging => HostLogging.Configure(logging, configuration, json, new StartupState()));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<ConsoleLoggerOptions>>().CurrentValue;
    }
}
