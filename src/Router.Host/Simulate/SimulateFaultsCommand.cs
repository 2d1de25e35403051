using System.CommandLine;
using System.Diagnostics;
using Router.Host.Cli;
using Router.Simulation;

namespace Router.Host.Simulate;

/// <summary><c>router simulate-faults</c>.</summary>
internal static class SimulateFaultsCommand
{
    private const int SeedsMost = 1_000_000;
    private const int OrdersMost = 10_000;
    private const int NodesMost = 5;

    public static Command Create()
    {
        var seeds = new Option<int>("--seeds") { Description = "How many worlds, from seed 1 or from --seed on.", DefaultValueFactory = _ => 100 };
        var seed = new Option<ulong?>("--seed") { Description = "One world alone; with --seeds the first of them." };
        var orders = new Option<int>("--orders") { Description = "Payments in each world.", DefaultValueFactory = _ => 200 };
        var nodes = new Option<int>("--nodes") { Description = "Processes on one store in each world.", DefaultValueFactory = _ => 2 };
        var trace = new Option<bool>("--trace") { Description = "Print everything that happens; for one world." };
        var command = new Command("simulate-faults", "The real engine in virtual worlds where everything goes wrong, and whether money stayed exact.")
        {
            seeds, seed, orders, nodes, trace,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var first = parsed.GetValue(seed) ?? 1;
            var count = parsed.GetValue(seed) is null || parsed.GetResult(seeds) is { Implicit: false } ? parsed.GetValue(seeds) : 1;
            return Task.FromResult(Run(
                first, count, parsed.GetValue(orders), parsed.GetValue(nodes), parsed.GetValue(trace), parsed.WantsJson(),
                parsed.InvocationConfiguration.Output, cancellationToken));
        });
        return command;
    }

    private static int Run(
        ulong first, int count, int orders, int nodes, bool trace, bool json, TextWriter output, CancellationToken cancellationToken)
    {
        if (count is < 1 or > SeedsMost) throw CliException.Misuse($"--seeds is {count}; write 1 to {SeedsMost}.");
        if (orders is < 1 or > OrdersMost) throw CliException.Misuse($"--orders is {orders}; write 1 to {OrdersMost}.");
        if (nodes is < 1 or > NodesMost) throw CliException.Misuse($"--nodes is {nodes}; write 1 to {NodesMost}.");
        if (trace && count > 1) throw CliException.Misuse("--trace prints one world; name it with --seed.");
        var clock = Stopwatch.StartNew();
        var results = trace
            ? [SeedRun.RunOne(new() { Seed = first, Orders = orders, Nodes = nodes, Trace = output })]
            : SeedRun.Run([.. Enumerable.Range(0, count).Select(at => first + (ulong)at)], orders, nodes, Math.Min(Environment.ProcessorCount, count), null, cancellationToken);
        if (json) SimulateFaultsReport.WriteJson(output, results, orders, nodes);
        else SimulateFaultsReport.WriteText(output, results, orders, clock.Elapsed);
        return results.All(r => r.IsClean) && results.Count == count ? ExitCode.Ok : ExitCode.Failed;
    }
}
