namespace Router.Rules;

/// What exists around the rules; null: not checked.
public sealed record RuleLoadContext
{
    /// Nothing is checked: for tools that know the file alone.
    public static RuleLoadContext Unknown { get; } = new();

    public IReadOnlyCollection<string>? Accounts { get; init; }

    /// Accounts that were taken away for good: naming one is a warning, and it is never a candidate.
    public IReadOnlyCollection<string> RemovedAccounts { get; init; } = [];

    /// Tags that only such accounts had.
    public IReadOnlyCollection<string> RemovedTags { get; init; } = [];

    public IReadOnlyCollection<string>? Channels { get; init; }

    /// Tags of accounts.
    public IReadOnlyCollection<string>? AccountTags { get; init; }

    public IReadOnlyCollection<string>? Methods { get; init; }
}
