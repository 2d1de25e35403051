namespace Router.Host.Cli;

/// <summary>Ends the command with a message for the person at the terminal: what is wrong, where, what to do.</summary>
internal sealed class CliException(string message, int exitCode = ExitCode.Failed) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public static CliException Misuse(string message) => new(message, Cli.ExitCode.Misuse);
}
