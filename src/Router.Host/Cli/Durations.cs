using System.Globalization;

namespace Router.Host.Cli;

/// <summary>A length of time on the command line: a number and its unit.</summary>
internal static class Durations
{
    public static TimeSpan? Read(string name, string? given)
    {
        if (given is null) return null;
        var seconds = given.Length < 2 ? 0 : given[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        if (seconds > 0 && int.TryParse(given.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && count <= 1_000_000)
            return TimeSpan.FromSeconds((double)count * seconds);
        throw CliException.Misuse($"{name} {given} is no length of time. Write a whole number and its unit: 30s, 10m, 2h or 1d.");
    }
}
