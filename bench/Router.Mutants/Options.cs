using System.Globalization;

namespace Router.Mutants;

/// <summary>What is measured, by what, and how much of it.</summary>
internal sealed record Options
{
    public const string Usage = """
        usage: Router.Mutants PROJECT [--by simulation] [--of CONFIG] [--folder FOLDER] [--sample N] [--seed N] [--worlds N] [--workers N] [--least PERCENT] [--list]

          PROJECT      Router.Core or Router.Rules; its unit tests are those of tests/PROJECT.Tests
          --by         "simulation": by its worlds alone, --worlds of them (40)
          --of         only the files that a configuration of Stryker names
          --folder     only this folder of the project
          --sample     only so many, drawn by --seed (1)
          --workers    processes side by side (2)
          --least      exit code 1 below so many per cent noticed
          --list       name those that were not noticed
        Stryker makes the mutants once; they are made anew where the sources have changed. Results: artifacts/mutants/PROJECT.
        """;

    public required string Project { get; init; }
    public bool BySimulation { get; init; }
    public string? Config { get; init; }
    public string? Folder { get; init; }
    public int? Sample { get; init; }
    public int Seed { get; init; } = 1;
    public int Worlds { get; init; } = 40;
    public int Workers { get; init; } = 2;
    public double Least { get; init; }
    public bool Lists { get; init; }

    public string Tests => BySimulation ? "Router.Simulation.Tests" : Project + ".Tests";

    /// <returns>Null: it could not be understood.</returns>
    public static Options? Parse(IReadOnlyList<string> args)
    {
        if (args is not ["Router.Core" or "Router.Rules", ..]) return null;
        var options = new Options { Project = args[0] };
        for (var at = 1; at < args.Count; at += 2)
        {
            if (args[at] == "--list")
            {
                options = options with { Lists = true };
                at--;
                continue;
            }

            if (at + 1 == args.Count) return null;
            var value = args[at + 1];
            if (args[at] == "--by" && value == "simulation" && options.Project == "Router.Core") options = options with { BySimulation = true };
            else if (args[at] == "--of") options = options with { Config = value };
            else if (args[at] == "--folder") options = options with { Folder = value };
            else if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            else if (args[at] == "--sample") options = options with { Sample = number };
            else if (args[at] == "--seed") options = options with { Seed = number };
            else if (args[at] == "--worlds") options = options with { Worlds = number };
            else if (args[at] == "--workers") options = options with { Workers = Math.Clamp(number, 1, 64) };
            else if (args[at] == "--least") options = options with { Least = number };
            else return null;
        }

        return options;
    }
}
