namespace Router.Hosting.Operations;

/// <summary>What became of the removal of an account.</summary>
/// <param name="Money">What hung on it.</param>
/// <param name="IsRemoved">False: payments came while it was being removed; it is as it was.</param>
/// <param name="Parked">How many payments were parked as cases.</param>
/// <param name="Rules">The rules that still name it, "default" for the default: it is no candidate there any more.</param>
public sealed record RemovalResult(StrandedMoney Money, bool IsRemoved, int Parked, IReadOnlyList<string> Rules);
