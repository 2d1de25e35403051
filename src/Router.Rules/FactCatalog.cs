using System.Collections.Frozen;
using System.Text;
using Router.Rules.Conditions;
using Router.Rules.Json;
using Router.Rules.Loading;

namespace Router.Rules;

/// What is known about facts: the fixed enums, and the registries of facts.json.
public sealed class FactCatalog
{
    private static readonly Registry s_platforms = new(FactTable.Of(FactId.Platform).Values!);
    private static readonly Registry s_cardTypes = new(FactTable.Of(FactId.CardType).Values!);
    private static readonly Registry s_currencies = new(FactTable.Of(FactId.Currency).Values!);

    private readonly FrozenDictionary<FactId, Registry> _registries;
    private readonly FrozenDictionary<string, FactKind>? _metadata;

    internal FactCatalog(IReadOnlyDictionary<FactId, Registry> registries, IReadOnlyDictionary<string, FactKind>? metadata, string hash)
    {
        _registries = registries.ToFrozenDictionary();
        _metadata = metadata?.ToFrozenDictionary(StringComparer.Ordinal);
        Hash = hash;
    }

    /// Where there is no facts.json: every value of a registry fact is taken, metadata is typed by the payment.
    public static FactCatalog Open { get; } = new(new Dictionary<FactId, Registry>(), null, "");

    /// SHA-256 of the content; empty for the open catalog.
    public string Hash { get; }

    public bool IsOpen => Hash.Length == 0;

    internal bool MetadataIsOpen => _metadata is null;

    internal IEnumerable<string> MetadataKeys => _metadata is null ? [] : _metadata.Keys.Order(StringComparer.Ordinal);

    public static Loaded<FactCatalog> Load(string fileName, ReadOnlyMemory<byte> json) => FactCatalogReader.Read(fileName, json);

    public static Loaded<FactCatalog> Load(string fileName, string json) => Load(fileName, Encoding.UTF8.GetBytes(json));

    internal Registry? RegistryOf(FactId fact) => fact switch
    {
        FactId.Platform => s_platforms,
        FactId.CardType => s_cardTypes,
        FactId.Currency => s_currencies,
        _ => _registries.GetValueOrDefault(fact),
    };

    internal FactKind? MetadataKind(string key) =>
        _metadata is not null && _metadata.TryGetValue(key, out var kind) ? kind : null;
}
