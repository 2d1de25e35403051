using System.Collections.Frozen;

namespace Router.Rules;

/// The known values of one fact and their other names.
internal sealed class Registry
{
    private readonly FrozenDictionary<string, string> _exact;
    private readonly FrozenDictionary<string, string> _folded;

    public Registry(IEnumerable<(string Id, IEnumerable<string> Aliases)> entries)
    {
        var exact = new Dictionary<string, string>(StringComparer.Ordinal);
        var folded = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var ids = new List<string>();
        foreach (var (id, aliases) in entries)
        {
            ids.Add(id);
            foreach (var name in aliases.Prepend(id))
            {
                exact.TryAdd(name, id);
                folded.TryAdd(name, id);
            }
        }

        Ids = ids;
        _exact = exact.ToFrozenDictionary(StringComparer.Ordinal);
        _folded = folded.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    public Registry(IEnumerable<string> ids)
        : this(ids.Select(id => (id, Enumerable.Empty<string>())))
    {
    }

    public IReadOnlyList<string> Ids { get; }

    /// As a rule must write it: the id or an alias, letter for letter.
    public string? Exact(string name) => _exact.GetValueOrDefault(name);

    /// As a payment may bring it.
    public string? Folded(string name) => _folded.GetValueOrDefault(name);

    public IEnumerable<string> Names => _exact.Keys.Order(StringComparer.Ordinal);
}
