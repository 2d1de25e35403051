using Router.Rules.Conditions;

namespace Router.Rules.Loading;

/// The fields of one kind of condition: of payments ("when") or of candidates ("where").
internal sealed class Vocabulary
{
    private const string MetadataPrefix = "metadata.";

    private readonly Dictionary<string, Field> _fields = new(StringComparer.Ordinal);
    // By the whole name, each made when it is first met.
    private readonly Dictionary<string, Field?> _metadata = new(StringComparer.Ordinal);
    private readonly FactCatalog? _catalog;

    private Vocabulary(IEnumerable<Field> fields, FactCatalog? catalog)
    {
        _catalog = catalog;
        var names = new List<string>();
        foreach (var field in fields)
        {
            _fields.Add(field.Name, field);
            names.Add(field.Name);
        }

        if (catalog is not null) names.AddRange(catalog.MetadataKeys.Select(key => MetadataPrefix + key));
        Names = names;
    }

    public IReadOnlyList<string> Names { get; }

    public bool IsOfPayments => _catalog is not null;

    public static Vocabulary OfPayments(FactCatalog catalog, RuleLoadContext known)
    {
        return new(FactTable.All.Select(FieldOf), catalog);

        Field FieldOf(FactDescription fact)
        {
            var type = fact.Type switch
            {
                FactType.Integer => FieldType.Integer,
                FactType.CardBin => FieldType.CardBin,
                FactType.Instant => FieldType.Instant,
                FactType.Method => FieldType.Method,
                _ => FieldType.Text,
            };
            var registry = fact.Type == FactType.Method ? RegistryOf(known.Methods) : catalog.RegistryOf(fact.Id);
            return new(fact.Name, type, (int)fact.Id, registry, IsAlwaysGiven: fact.IsAlwaysGiven);
        }
    }

    public static Vocabulary OfCandidates(RuleLoadContext known) => new(
        [
            new("channel", FieldType.Text, CandidateFacts.ChannelSlot, RegistryOf(known.Channels)),
            new("account", FieldType.Text, CandidateFacts.AccountSlot, RegistryOf(With(known.Accounts, known.RemovedAccounts))),
            new("tags", FieldType.Text, CandidateFacts.TagsSlot, RegistryOf(With(known.AccountTags, known.RemovedTags))),
            new("fee", FieldType.Integer, CandidateFacts.FeeSlot),
            new("feePpm", FieldType.Integer, CandidateFacts.FeePpmSlot),
            new("health", FieldType.Share, CandidateFacts.HealthSlot),
        ],
        null);

    public Field? Find(string name)
    {
        if (_fields.TryGetValue(name, out var field)) return field;
        if (_catalog is null || !name.StartsWith(MetadataPrefix, StringComparison.Ordinal) || name.Length == MetadataPrefix.Length) return null;
        if (!_metadata.TryGetValue(name, out field)) _metadata.Add(name, field = Metadata(name, _catalog));
        return field;
    }

    private static Field? Metadata(string name, FactCatalog catalog)
    {
        var key = name[MetadataPrefix.Length..];
        if (catalog.MetadataIsOpen) return new(name, FieldType.Any, -1, MetadataKey: key);
        return catalog.MetadataKind(key) switch
        {
            FactKind.Text => new(name, FieldType.Text, -1, MetadataKey: key),
            FactKind.Integer => new(name, FieldType.Integer, -1, MetadataKey: key),
            FactKind.Boolean => new(name, FieldType.Boolean, -1, MetadataKey: key),
            _ => null,
        };
    }

    private static IReadOnlyCollection<string>? With(IReadOnlyCollection<string>? ids, IReadOnlyCollection<string> removed) =>
        ids is null || removed.Count == 0 ? ids : [.. ids.Union(removed, StringComparer.Ordinal)];

    private static Registry? RegistryOf(IReadOnlyCollection<string>? ids) =>
        ids is null ? null : new Registry(ids.Order(StringComparer.Ordinal));
}
