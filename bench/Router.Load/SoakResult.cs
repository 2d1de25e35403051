using Router.Load.Checks;
using Router.Load.Running;
using Router.Load.Traffic;

namespace Router.Load;

/// <summary>All that a run has shown.</summary>
/// <param name="Options">What was run.</param>
/// <param name="Rows">Step by step.</param>
/// <param name="Balance">How the books stand.</param>
/// <param name="Began">The host after the warm-up.</param>
/// <param name="Ended">The host when everything had ended.</param>
/// <param name="Settling">How long that took.</param>
/// <param name="Kills">kill -9.</param>
/// <param name="ExitCode">Of the host, told to stop.</param>
/// <param name="HostLines">What the host logged as errors.</param>
internal sealed record SoakResult(
    LoadOptions Options, IReadOnlyList<StepRow> Rows, Balance Balance, HostSample Began, HostSample Ended, TimeSpan Settling, int Kills, int ExitCode,
    IReadOnlyList<string> HostLines)
{
    /// <summary>A defect that was not expected leaves its stack in the log.</summary>
    public bool HasStackTrace => HostLines.Any(line => line.Contains("   at ", StringComparison.Ordinal));

    public bool IsGood => Balance.IsEven && ExitCode == 0 && !HasStackTrace;
}
