using Router.Core.Accounts;
using Router.Core.Health;

namespace Router.Hosting.Operations;

/// <summary>Which accounts cannot serve, of those that nobody has taken out of service on purpose.</summary>
/// <param name="Open">"account/method" or "account/method/bank" of open breakers, with the last reason.</param>
/// <param name="Misconfigured">Accounts whose channel refuses our own keys.</param>
/// <param name="Resting">Accounts that their channels asked to leave alone.</param>
/// <param name="Demoted">"account/method" behind all others, because it fails more often than they do.</param>
/// <param name="MethodsDown">Methods that no account serves.</param>
internal sealed record SickAccounts(
    IReadOnlyDictionary<string, string> Open, IReadOnlyDictionary<string, string> Misconfigured, IReadOnlyDictionary<string, string> Resting,
    IReadOnlyDictionary<string, string> Demoted, IReadOnlyDictionary<string, string> MethodsDown)
{
    // Below this part of the best estimate h is low because of failures; a new account is low too, and well.
    private const double FarBelow = 0.9;

    public static SickAccounts Of(HealthView view, Catalog catalog, double demoteBelow, DateTimeOffset now)
    {
        var open = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var misconfigured = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var resting = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var demoted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var down = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var account in view.Accounts.Where(a => IsWanted(a, catalog, now)))
        {
            if (account.MisconfiguredProbeAt is not null) misconfigured[account.AccountId] = $"{account.UsInARow} faults of our own in a row: check its keys, certificate and permissions.";
            if (account.RestUntil > now) resting[account.AccountId] = "Its channel keeps asking to be left alone.";
        }

        foreach (var method in view.Lines.GroupBy(l => l.Method, StringComparer.Ordinal))
        {
            var lines = method.Where(l => view.FindAccount(l.AccountId) is { } account && IsWanted(account, catalog, now)).ToList();
            foreach (var line in lines.Concat(lines.SelectMany(l => l.Banks)).Where(l => l.IsOpen))
                open[line.CardBank is null ? $"{line.AccountId}/{line.Method}" : $"{line.AccountId}/{line.Method}/{line.CardBank}"] = line.LastReason ?? "its breaker is open";
            var best = lines.Where(l => !l.IsOpen).Select(l => l.Estimate).DefaultIfEmpty(1).Max();
            foreach (var line in lines.Where(l => !l.IsOpen && l.Health < demoteBelow && l.Estimate < best * FarBelow))
                demoted[$"{line.AccountId}/{line.Method}"] = $"It is behind all others: {line.LastReason}.";
            if (lines.Count > 0 && lines.TrueForAll(l => l.IsOpen || misconfigured.ContainsKey(l.AccountId)))
                down[method.Key] = $"None of {string.Join(", ", lines.Select(l => l.AccountId))} serves it.";
        }

        return new(open, misconfigured, resting, demoted, down);
    }

    // Drained and retired accounts get no probe either: their breakers say nothing any more.
    private static bool IsWanted(AccountHealth account, Catalog catalog, DateTimeOffset now) =>
        (account with { RestUntil = null }).BlockedAt(now) is null
        && catalog.FindAccount(account.AccountId) is { State: AccountState.Active or AccountState.Testing };
}
