using System.Globalization;

namespace Router.Mutants;

/// <summary>What one process of a measurement does.</summary>
/// <param name="Mode">"cover", "tests", "fresh" or "worlds".</param>
/// <param name="Bin">The tests with the changed assembly.</param>
/// <param name="Project">What is changed.</param>
/// <param name="Tests">What measures.</param>
/// <param name="Coverage">The file of what each test runs.</param>
/// <param name="Worlds">So many simulated worlds a mutant.</param>
/// <param name="Ids">The mutants, in this order.</param>
internal sealed record WorkOrder(string Mode, string Bin, string Project, string Tests, string Coverage, int Worlds, IReadOnlyList<int> Ids)
{
    public static WorkOrder Parse(IReadOnlyList<string> args) => new(
        args[1], args[2], args[3], args[4], args[5], int.Parse(args[6], CultureInfo.InvariantCulture),
        [.. File.ReadAllText(args[7]).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))]);

    public IEnumerable<string> Arguments(string ids) => ["work", Mode, Bin, Project, Tests, Coverage, Worlds.ToString(CultureInfo.InvariantCulture), ids];
}
