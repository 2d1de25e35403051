using System.Globalization;

namespace Router.Mutants;

/// <summary>Which test runs which mutants.</summary>
internal sealed class Coverage
{
    private readonly Dictionary<string, (double Milliseconds, HashSet<int> Ids)> _tests = new(StringComparer.Ordinal);

    public Coverage(string file)
    {
        foreach (var line in File.ReadLines(file))
        {
            var parts = line.Split('\t');
            HashSet<int> ids = [.. parts[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
            if (parts[0] == "once") Once = ids;
            else _tests.Add(parts[0], (double.Parse(parts[1], CultureInfo.InvariantCulture), ids));
            All.UnionWith(ids);
        }
    }

    public int Tests => _tests.Count;

    /// <summary>Run by some test.</summary>
    public HashSet<int> All { get; } = [];

    /// <summary>Run only while something is set up for the whole process, as tables are: each needs a process of its own.</summary>
    public HashSet<int> Once { get; } = [];

    /// <param name="test">A test.</param>
    /// <param name="mutant">Null: any.</param>
    public bool Covers(string test, int? mutant) => _tests.TryGetValue(test, out var found) && (mutant is not { } id || found.Ids.Contains(id));

    public double Milliseconds(string test) => _tests[test].Milliseconds;
}
