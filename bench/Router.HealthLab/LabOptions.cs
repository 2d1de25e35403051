using System.Globalization;
using Router.Core.Health;
using Router.HealthLab.World;

namespace Router.HealthLab;

/// <summary>What the command line asks for.</summary>
internal sealed record LabOptions
{
    public ulong FirstSeed { get; init; } = 1001;
    public int Seeds { get; init; } = 40;
    public IReadOnlyList<string> Strategies { get; init; } = LabRoutes.Strategies;
    public IReadOnlyList<LabFault> Faults { get; init; } = LabFault.All;
    public IReadOnlyList<double> Rates { get; init; } = [50, 10, 2];
    public HealthSettings Settings { get; init; } = HealthSettings.Default;

    /// <summary>The more payments a seed has, the fewer seeds tell as much; the other strategies differ little from weighted.</summary>
    public int SeedsOf(double rate, string strategy) => Math.Max(1, Seeds / (rate >= 50 ? 5 : rate >= 10 ? 4 : 1) / (strategy == "weighted" ? 1 : 4));

    /// <summary>Put the table into docs/health-lab.md.</summary>
    public bool Writes { get; init; }

    /// <summary>Leave the other ways of routing out.</summary>
    public bool IsBrief { get; init; }

    /// <exception cref="FormatException">Something is not understood; the message says what.</exception>
    public static LabOptions Read(string[] args)
    {
        var options = new LabOptions();
        for (var i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--write" => options with { Writes = true },
                "--brief" => options with { IsBrief = true },
                "--seeds" => options with { Seeds = int.Parse(Value(args, ref i), CultureInfo.InvariantCulture) },
                "--first-seed" => options with { FirstSeed = ulong.Parse(Value(args, ref i), CultureInfo.InvariantCulture) },
                "--strategy" => options with { Strategies = [.. Words(Value(args, ref i)).Select(Strategy)] },
                "--fault" => options with { Faults = [.. Words(Value(args, ref i)).Select(Fault)] },
                "--rate" => options with { Rates = [.. Words(Value(args, ref i)).Select(Rate)] },
                "--set" => options with { Settings = LabSetting.Set(options.Settings, Value(args, ref i)) },
                var other => throw new FormatException(
                    $"{other} is not understood. There are --seeds N, --first-seed N, --strategy S, --fault F, --rate R, --set Name=value, --brief and --write."),
            };
        }

        if (options.Settings.Validate() is { Count: > 0 } problems) throw new FormatException(string.Join(" ", problems));
        return options.Seeds is < 1 or > 10_000 ? throw new FormatException($"--seeds is {options.Seeds}; write 1 to 10000.") : options;
    }

    private static string Value(string[] args, ref int at) =>
        ++at < args.Length ? args[at] : throw new FormatException($"{args[at - 1]} wants a value.");

    private static string[] Words(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static double Rate(string word) => LabSetting.Number(word) is var rate and > 0 and <= 1000
        ? rate
        : throw new FormatException($"--rate is {word}; write above 0 to 1000.");

    private static string Strategy(string name) => LabRoutes.Strategies.Contains(name)
        ? name
        : throw new FormatException($"There is no strategy {name}. There are {string.Join(", ", LabRoutes.Strategies)}.");

    private static LabFault Fault(string name) => LabFault.Find(name)
        ?? throw new FormatException($"There is no fault {name}. There are {string.Join(", ", LabFault.All.Select(fault => fault.Name))}.");
}
