using Router.Rules.Conditions;

namespace Router.Rules;

/// What is known of one payment when it is routed. Immutable and normalised; a fact that was not given, or not understood, is absent.
public sealed class Facts : FactSource
{
    internal static readonly int SlotCount = Enum.GetValues<FactId>().Length;

    private readonly (string Key, FactValue Value)[] _metadata;

    internal Facts(FactValue[] slots, (string, FactValue)[] metadata, IReadOnlyList<string> unrecognised, IReadOnlyList<string> contradictions)
        : base(slots)
    {
        _metadata = metadata;
        Unrecognised = unrecognised;
        Contradictions = contradictions;
        Time = slots[(int)FactId.Time] is { IsAbsent: false, Number: var ticks } ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    /// What was given and not understood, "cardBank: NOBANK"; those facts are absent. Never shows a card number.
    public IReadOnlyList<string> Unrecognised { get; }

    /// Where the caller and the BIN table disagreed, "cardBank: table ICBC, caller ABC"; the table won.
    public IReadOnlyList<string> Contradictions { get; }

    /// The instant the order was accepted, in UTC.
    public DateTimeOffset? Time { get; }

    public string? Text(FactId fact) => this[(int)fact].Text;

    public long? Integer(FactId fact) => this[(int)fact] is { Kind: FactKind.Integer, Number: var number } ? number : null;

    /// Every present fact as rules see it, fixed facts first, metadata in order of key.
    public IEnumerable<KeyValuePair<string, string>> Present()
    {
        for (var slot = 0; slot < SlotCount; slot++)
            if (!this[slot].IsAbsent) yield return new(FactNames.Of((FactId)slot), this[slot].ToString());
        foreach (var (key, value) in _metadata) yield return new("metadata." + key, value.ToString());
    }

    internal override FactValue Metadata(string key)
    {
        foreach (var (candidate, value) in _metadata)
            if (candidate == key) return value;
        return default;
    }
}
