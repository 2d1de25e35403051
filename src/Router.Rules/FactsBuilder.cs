using System.Globalization;
using Router.Rules.Conditions;

namespace Router.Rules;

/// Makes Facts at the edge: everything is normalised here and nowhere later. What is not understood is recorded and left absent.
public sealed class FactsBuilder(FactCatalog? catalog = null, BinTable? bins = null)
{
    private readonly FactCatalog _catalog = catalog ?? FactCatalog.Open;
    private readonly FactValue[] _slots = new FactValue[Facts.SlotCount];
    private readonly SortedDictionary<string, FactValue> _metadata = new(StringComparer.Ordinal);
    private readonly List<string> _unrecognised = [];

    /// A fact by its text; numbers and times are read from it. Null leaves the fact absent.
    public FactsBuilder Set(FactId fact, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return this;
        if (fact == FactId.Tags) return SetTags([text]);
        var value = fact switch
        {
            FactId.CardBin => FactText.CardBin(text) is { } bin ? FactValue.OfText(bin) : default,
            FactId.Amount or FactId.Instalments =>
                long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? FactValue.OfInteger(number) : default,
            FactId.Time => FactText.TryInstant(text, out var instant) ? FactValue.OfInstant(instant) : default,
            _ => Known(fact, text) is { } known ? FactValue.OfText(known) : default,
        };
        if (value.IsAbsent) NotUnderstood(fact, text);
        else _slots[(int)fact] = value;
        return this;
    }

    /// The amount in minor units, or the number of instalments.
    public FactsBuilder Set(FactId fact, long number)
    {
        if (fact is FactId.Amount or FactId.Instalments) _slots[(int)fact] = FactValue.OfInteger(number);
        else NotUnderstood(fact, number.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    public FactsBuilder SetTime(DateTimeOffset instant)
    {
        _slots[(int)FactId.Time] = FactValue.OfInstant(instant);
        return this;
    }

    /// A payment without a tag has no tags at all: the fact is absent.
    public FactsBuilder SetTags(IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var known = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            if (Known(FactId.Tags, tag) is { } id) known.Add(id);
            else NotUnderstood(FactId.Tags, tag);
        }

        if (known.Count > 0) _slots[(int)FactId.Tags] = FactValue.OfTexts([.. known]);
        return this;
    }

    public FactsBuilder SetMetadata(string key, string? text) =>
        text is null ? this : SetMetadata(key, FactText.Normalise(text) is { } known ? FactValue.OfText(known) : default, text);

    public FactsBuilder SetMetadata(string key, long number) =>
        SetMetadata(key, FactValue.OfInteger(number), number.ToString(CultureInfo.InvariantCulture));

    public FactsBuilder SetMetadata(string key, bool value) => SetMetadata(key, FactValue.OfBoolean(value), value ? "true" : "false");

    public Facts Build()
    {
        var contradictions = new List<string>();
        var slots = (FactValue[])_slots.Clone();
        if (bins is not null && slots[(int)FactId.CardBin].Text is { } bin && bins.Find(bin) is { } card)
        {
            TableWins(slots, FactId.CardBank, card.CardBank, contradictions);
            TableWins(slots, FactId.CardType, card.CardType, contradictions);
        }

        return new Facts(slots, [.. _metadata.Select(m => (m.Key, m.Value))], [.. _unrecognised], contradictions);
    }

    /// Notes something that was given and has no place among the facts.
    internal void NotUnderstood(string name, string text) => _unrecognised.Add($"{Short(name)}: {Short(text)}");

    private FactsBuilder SetMetadata(string key, FactValue value, string text)
    {
        var wanted = _catalog.MetadataKind(key);
        var fits = !value.IsAbsent && (_catalog.MetadataIsOpen || wanted == value.Kind);
        if (fits) _metadata[key] = value;
        else NotUnderstood("metadata." + key, text);
        return this;
    }

    private string? Known(FactId fact, string text)
    {
        if (FactText.Normalise(text) is not { } normal) return null;
        if (_catalog.RegistryOf(fact) is { } registry) return registry.Folded(normal);
        return fact == FactId.Method ? normal.ToLowerInvariant() : normal;
    }

    // A card number must not reach a log, whatever field it came in by mistake of format.
    private void NotUnderstood(FactId fact, string text) =>
        NotUnderstood(FactNames.Of(fact), fact == FactId.CardBin ? "not 6 to 8 digits" : text);

    private static void TableWins(FactValue[] slots, FactId fact, string? table, List<string> contradictions)
    {
        if (table is null) return;
        if (slots[(int)fact].Text is { } caller && caller != table)
            contradictions.Add($"{FactNames.Of(fact)}: table {table}, caller {caller}");
        slots[(int)fact] = FactValue.OfText(table);
    }

    private static string Short(string text) => text.Length <= 64 ? text : text[..64] + "…";
}
