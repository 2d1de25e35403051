using Router.Core.Payments;

namespace Router.Core.Cases;

/// <summary>A case as it stands, or why something asked was not done.</summary>
/// <param name="Case">The case; null with an error.</param>
/// <param name="Error">Null where it was done.</param>
public sealed record CaseAnswer(CaseStanding? Case, RouterError? Error);
