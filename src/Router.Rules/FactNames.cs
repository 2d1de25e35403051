using System.Collections.Frozen;

namespace Router.Rules;

/// The names that rules and fact lines use.
public static class FactNames
{
    private static readonly string[] s_names =
        [.. Enum.GetValues<FactId>().Select(id => char.ToLowerInvariant(id.ToString()[0]) + id.ToString()[1..])];

    private static readonly FrozenDictionary<string, FactId> s_ids =
        Enum.GetValues<FactId>().ToFrozenDictionary(id => s_names[(int)id], StringComparer.Ordinal);

    /// In the order of FactId.
    public static IReadOnlyList<string> All => s_names;

    public static string Of(FactId fact) => s_names[(int)fact];

    public static bool TryParse(string name, out FactId fact) => s_ids.TryGetValue(name, out fact);
}
