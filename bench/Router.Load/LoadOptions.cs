using System.Globalization;

namespace Router.Load;

/// <summary>What is run. Every number has a bound.</summary>
internal sealed record LoadOptions
{
    public const string Usage = """
        dotnet run -c Release --project bench/Router.Load -- [options]
          --rate 500,1000   payments that arrive in a second, one step each (500,1000,2000,4000)
          --seconds 20      length of a step
          --faults on|off   whether channels and buyers misbehave (on)
          --mix shop|pay    shop: payments of three kinds, queries, repeats, refunds, closes, switches; pay: direct payments alone (shop)
          --kill 0          kill -9 of the host so many times in each step
          --in-flight 2000  requests under way at most; what is due beyond is shed and counted
          --settle 240      seconds in which everything has to come to an end afterwards
          --refunds 120     seconds after which refunds in doubt are counted instead of waited for; a schedule may take ten minutes
          --seed 1          decides arrivals, payments, faults
          --embedded        measures the payment without HTTP too
          --json FILE       writes the figures there
          --keep            leaves the folder of the run
        """;

    public IReadOnlyList<int> Rates { get; init; } = [500, 1000, 2000, 4000];
    public int Seconds { get; init; } = 20;
    public bool Faults { get; init; } = true;
    public bool PayOnly { get; init; }
    public int Kills { get; init; }
    public int InFlightMax { get; init; } = 2000;
    public int SettleSeconds { get; init; } = 240;
    public int RefundSeconds { get; init; } = 120;
    public int Seed { get; init; } = 1;
    public bool Embedded { get; init; }
    public string? JsonFile { get; init; }
    public bool Keep { get; init; }

    /// <exception cref="FormatException">What is wrong.</exception>
    public static LoadOptions Parse(IReadOnlyList<string> args)
    {
        var options = new LoadOptions();
        for (var at = 0; at < args.Count; at++)
        {
            options = args[at] switch
            {
                "--embedded" => options with { Embedded = true },
                "--keep" => options with { Keep = true },
                _ => With(options, args[at], at + 1 < args.Count ? args[++at] : throw new FormatException($"{args[at]} needs a value.")),
            };
        }

        return options;
    }

    private static LoadOptions With(LoadOptions options, string name, string value) => name switch
    {
        "--rate" => options with { Rates = [.. value.Split(',').Select(rate => Number(name, rate, 1, 100_000))] },
        "--seconds" => options with { Seconds = Number(name, value, 1, 86_400) },
        "--faults" => options with { Faults = OneOf(name, value, "on", "off") },
        "--mix" => options with { PayOnly = OneOf(name, value, "pay", "shop") },
        "--kill" => options with { Kills = Number(name, value, 0, 100) },
        "--in-flight" => options with { InFlightMax = Number(name, value, 1, 100_000) },
        "--settle" => options with { SettleSeconds = Number(name, value, 1, 86_400) },
        "--refunds" => options with { RefundSeconds = Number(name, value, 0, 86_400) },
        "--seed" => options with { Seed = Number(name, value, 0, int.MaxValue) },
        "--json" => options with { JsonFile = value },
        _ => throw new FormatException($"There is no option {name}."),
    };

    private static int Number(string name, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"{name} is {text}; write {least} to {most}.");

    private static bool OneOf(string name, string text, string yes, string no) =>
        text == yes || (text == no ? false : throw new FormatException($"{name} is {text}; write {yes} or {no}."));
}
