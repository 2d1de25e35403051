namespace Router.Host.Cli;

internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The verb worked and found something wrong, or what was asked was refused or failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line itself is wrong; nothing was done.</summary>
    public const int Misuse = 2;
}
