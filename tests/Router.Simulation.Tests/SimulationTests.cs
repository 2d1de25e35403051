using System.Diagnostics;
using System.Globalization;
using Router.Simulation.Faults;
using Xunit.Abstractions;

namespace Router.Simulation.Tests;

/// Not beside the planted mistakes: a thousand worlds in a minute need the whole machine.
[Collection("worlds")]
public sealed class SimulationTests(ITestOutputHelper output)
{
    /// So many by default: what two cores do within a minute. SIMULATION_SEEDS and SIMULATION_FROM ask for others, SIMULATION_STOP for
    /// no more of them once one is broken.
    private const int Seeds = 1000;

    /// A machine with other work to do runs fewer, and never fewer than these.
    private const int SeedsLeast = 200;
    private static readonly TimeSpan s_enough = TimeSpan.FromSeconds(60);

    [Fact]
    public void No_seed_breaks_an_invariant()
    {
        var count = Number("SIMULATION_SEEDS") ?? Seeds;
        var from = (ulong)(Number("SIMULATION_FROM") ?? 1);
        var clock = Stopwatch.StartNew();
        var isAsked = Number("SIMULATION_SEEDS") is not null;
        var stops = Environment.GetEnvironmentVariable("SIMULATION_STOP") is { Length: > 0 };
        var done = 0;
        using var enough = new CancellationTokenSource();
        var results = SeedRun.Run([.. Enumerable.Range(0, count).Select(at => from + (ulong)at)], orders: 200, nodes: 2, atOnce: 2, result =>
        {
            if (Interlocked.Increment(ref done) >= SeedsLeast && clock.Elapsed > s_enough && !isAsked) enough.Cancel();
            if (stops && !result.IsClean) enough.Cancel();
        }, enough.Token);
        output.WriteLine($"{results.Count} seeds, {results.Sum(r => r.Steps)} steps, {clock.Elapsed.TotalSeconds:0.0} s");
        var broken = results.Where(r => !r.IsClean).Select(r =>
            $"router simulate-faults --seed {r.Seed} --orders 200 --trace{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", r.Findings.Take(3))}");
        string.Join(Environment.NewLine, broken).Should().BeEmpty("a seed that is named here shows what is wrong each time it is run");
        results.Should().HaveCountGreaterThanOrEqualTo(isAsked ? count : SeedsLeast);
    }

    [Fact]
    public void The_same_seed_is_the_same_world()
    {
        var first = Simulation.Run(new() { Seed = 11 });
        var second = Simulation.Run(new() { Seed = 11 });
        second.TraceHash.Should().Be(first.TraceHash);
        second.Steps.Should().Be(first.Steps);
        Simulation.Run(new() { Seed = 12 }).TraceHash.Should().NotBe(first.TraceHash);
    }

    [Fact]
    public void Reading_the_trace_does_not_change_the_world()
    {
        using var text = new StringWriter();
        Simulation.Run(new() { Seed = 13, Trace = text }).TraceHash.Should().Be(Simulation.Run(new() { Seed = 13 }).TraceHash);
        text.ToString().Should().Contain("send-pay");
    }

    [Fact]
    public void Without_faults_everything_is_paid_refused_or_ended()
    {
        var result = Simulation.Run(new() { Seed = 14, Faults = FaultPlan.Of() });
        result.Findings.Should().BeEmpty();
        result.Counts["state.succeeded"].Should().BeGreaterThan(150);
        result.Counts["cases"].Should().Be(0);
        result.Counts["orphans"].Should().Be(0);
    }

    public static TheoryData<string> Kinds => [.. Enum.GetNames<FaultKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_fault_alone_breaks_nothing(string kind) =>
        Simulation.Run(new() { Seed = 15, Orders = 100, Faults = FaultPlan.Of(Enum.Parse<FaultKind>(kind)) }).Findings.Should().BeEmpty();

    [Fact]
    public void The_faults_reach_what_they_are_for()
    {
        var results = SeedRun.Run([.. Enumerable.Range(1, 40).Select(s => (ulong)s)], orders: 100, nodes: 2, atOnce: 2);
        foreach (var count in new[] { "crashes", "decided", "orphans", "failovers", "cases", "refunds", "state.suspense", "state.failed", "state.closed" })
            results.Sum(r => r.Counts[count]).Should().BePositive("{0} have to happen, or nothing is tested", count);
        foreach (var kind in Enum.GetNames<FaultKind>()) results.Should().Contain(r => r.Faults.Contains(kind));
    }

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
