using System.Collections.Frozen;

namespace Router.Core.Health;

/// <summary>Where a view keeps what it knows of one account. The places stay when the figures in them change.</summary>
internal sealed class AccountPlaces(int account, (string Method, int Line)[] lines)
{
    /// <summary>Less than 0: nowhere.</summary>
    public int Account { get; } = account;

    public static FrozenDictionary<string, AccountPlaces> Of(HealthLine[] lines, AccountHealth[] accounts)
    {
        var methods = lines.Select((line, i) => (line.AccountId, line.Method, Line: i)).ToLookup(l => l.AccountId, l => (l.Method, l.Line));
        var known = accounts.Select((account, i) => (account.AccountId, Place: i)).ToLookup(a => a.AccountId, a => a.Place);
        return accounts.Select(a => a.AccountId).Concat(lines.Select(l => l.AccountId)).Distinct(StringComparer.Ordinal).ToFrozenDictionary(
            id => id, id => new AccountPlaces(known[id].FirstOrDefault(-1), [.. methods[id]]), StringComparer.Ordinal);
    }

    /// <summary>Less than 0: nowhere.</summary>
    public int Line(string method)
    {
        foreach (var (name, line) in lines)
            if (name == method) return line;
        return -1;
    }
}
