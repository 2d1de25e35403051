using System.Globalization;
using Router.Host.Tests.Cli;
using Router.Simulation;

namespace Router.Host.Tests.Simulate;

public sealed class SimulateFaultsCommandTests
{
    [Fact]
    public async Task A_seed_is_the_same_world_in_another_process()
    {
        var here = SeedRun.RunOne(new() { Seed = 11, Orders = 100 });
        var there = await RouterRun.InAsync(AppContext.BaseDirectory, "simulate-faults", "--seed", "11", "--orders", "100", "--json");
        there.ExitCode.Should().Be(0, there.Error);
        there.Json["results"]![0]!["traceHash"]!.GetValue<string>().Should().Be(here.TraceHash.ToString("x16", CultureInfo.InvariantCulture));
        there.Json["ok"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact]
    public async Task The_trace_of_one_seed_can_be_read()
    {
        var run = await RouterRun.InAsync(AppContext.BaseDirectory, "simulate-faults", "--seed", "3", "--orders", "5", "--trace");
        run.ExitCode.Should().Be(0, run.Error);
        run.Out.Should().Contain("send-pay").And.Contain("Every invariant held.");
    }

    [Theory]
    [InlineData("--seeds", "0")]
    [InlineData("--orders", "0")]
    [InlineData("--nodes", "9")]
    public async Task What_cannot_be_simulated_is_refused(string option, string value) =>
        (await RouterRun.InAsync(AppContext.BaseDirectory, "simulate-faults", option, value)).ExitCode.Should().Be(2);
}
