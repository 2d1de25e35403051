using System.Reflection;
using System.Runtime.Loader;

namespace Router.Mutants;

/// <summary>One process: switches mutants on, one after the other, and says of each what noticed it. It may hang or die of one; others go on.</summary>
internal static class Worker
{
    public static int Run(WorkOrder order)
    {
        AssemblyLoadContext.Default.Resolving += (context, name) => Load(context, order.Bin, name.Name!);
        var switches = new Switchboard(Load(AssemblyLoadContext.Default, order.Bin, order.Project)!);
        if (order.Mode == "worlds") Worlds(order, switches);
        else Tests(order, switches, Load(AssemblyLoadContext.Default, order.Bin, order.Tests)!);
        Console.WriteLine("END");
        Environment.Exit(0);
        return 0;
    }

    private static Assembly? Load(AssemblyLoadContext context, string bin, string name) =>
        Path.Combine(bin, name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;

    private static void Tests(WorkOrder order, Switchboard switches, Assembly assembly)
    {
        if (order.Mode == "cover")
        {
            switches.Capture(true);
            using var counted = new UnitTests(assembly);
            counted.WriteCoverage(switches, order.Coverage);
            return;
        }

        var coverage = new Coverage(order.Coverage);
        var isFresh = order.Mode == "fresh";
        if (isFresh) Begin(order.Ids[0], switches);
        using var tests = new UnitTests(assembly);
        foreach (var id in order.Ids)
        {
            if (!isFresh) Begin(id, switches);
            var failed = tests.FirstFailure(coverage, isFresh ? null : id);
            switches.Off();
            // What a mutant left behind in this process may be what fails now: then another process has to say.
            if (!isFresh && id != order.Ids[0] && failed is not null && tests.Run([failed]) is not null)
            {
                Console.WriteLine($"SPOILED {id}");
                return;
            }

            Tell(id, failed?.DisplayName);
        }
    }

    private static void Worlds(WorkOrder order, Switchboard switches)
    {
        foreach (var id in order.Ids)
        {
            Begin(id, switches);
            Tell(id, SimulatedWorlds.FirstBroken(order.Worlds));
            switches.Off();
        }
    }

    private static void Begin(int id, Switchboard switches)
    {
        Console.WriteLine($"BEGIN {id}");
        switches.On(id);
    }

    private static void Tell(int id, string? noticed) =>
        Console.WriteLine(noticed is null ? $"UNNOTICED {id}" : $"NOTICED {id} {noticed.ReplaceLineEndings(" ")}");
}
