using Router.Host.Cli;

namespace Router.Host.Offline.Explain;

/// <summary>The one payment that is to be explained: written on the command line, or a line of a file or of standard input.</summary>
internal static class FactsInput
{
    public static string Read(string given, int line)
    {
        if (given.TrimStart().StartsWith('{')) return given;
        try
        {
            using var lines = given == "-" ? Console.In : new StreamReader(given);
            for (var number = 1; lines.ReadLine() is { } text; number++)
                if (number == line) return text;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CliException.Misuse(
                $"The facts {Path.GetFullPath(given)} cannot be read: {error.Message} Write the facts themselves, '{{\"platform\":\"ios\"}}', or the name of a file.");
        }

        throw CliException.Misuse($"The facts have no line {line}. Name a line that is there with --line.");
    }
}
