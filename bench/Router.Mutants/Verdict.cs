namespace Router.Mutants;

/// <summary>What became of one mutant.</summary>
/// <param name="IsNoticed">Something failed, hung or died.</param>
/// <param name="By">What.</param>
internal readonly record struct Verdict(bool IsNoticed, string By)
{
    private const string Death = "it hung or ended the process";

    public static Verdict Died { get; } = new(true, Death);

    /// <summary>On a busy machine that may be none of the mutant's doing.</summary>
    public bool IsDeath => By == Death;
}
