using System.CommandLine;
using System.Globalization;

namespace Router.Host.Cli;

/// <summary>An instant on the command line always says its offset: the clock of the machine must not decide what it means.</summary>
internal static class Instants
{
    private static readonly string[] s_forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mmzzz"];

    public static DateTimeOffset? Instant(this ParseResult parsed, Option<string> option)
    {
        if (parsed.GetValue(option) is not { } given) return null;
        var text = given.EndsWith('Z') ? given[..^1] + "+00:00" : given;
        if (DateTimeOffset.TryParseExact(text, s_forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)) return instant;
        throw CliException.Misuse($"{option.Name} {given} is no instant. Write it with its offset, 2026-01-01T00:00:00+08:00.");
    }
}
