namespace Router.Hosting.Configuration;

/// <summary>An account that an operator took away for good, kept in the store: its id is not used again.</summary>
/// <param name="Id">The account.</param>
/// <param name="By">The operator.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
/// <param name="Tags">What the rules could call it by; null: not known.</param>
internal sealed record RemovedAccount(string Id, string By, string Reason, DateTimeOffset At, IReadOnlyList<string>? Tags = null);
