using Router.Rules.Conditions;

namespace Router.Rules.Index;

/// The values at which conditions on one dimension can change their answer.
internal sealed class Mentions
{
    /// A text with it never matches a point of the line; it stands for the gap behind a text.
    public const char GapMark = '\0';

    private long _tests;

    public List<string> Texts { get; } = [];

    /// Where an answer changes: from this number on.
    public List<long> Integers { get; } = [];

    public List<long> Instants { get; } = [];

    /// Whether the order of texts matters.
    public bool IsOrdered { get; private set; }

    /// Whether a text is mentioned that cannot stand on a line with gaps.
    public bool IsUnfit { get; private set; }

    /// About how many comparisons it takes to put the line's values to the conditions read.
    public long Steps => _tests * (Texts.Count + Integers.Count + Instants.Count + 4L);

    public void Clear()
    {
        _tests = 0;
        Texts.Clear();
        Integers.Clear();
        Instants.Clear();
    }

    public void Add(Condition condition, DimensionKey dimension)
    {
        switch (condition)
        {
            case FactCondition fact:
                if (dimension.MetadataKey is null && fact.Slot == dimension.Slot) Add(fact.Test);
                break;
            case MetadataCondition metadata:
                if (metadata.Key == dimension.MetadataKey) Add(metadata.Test);
                break;
            case ActiveCondition active:
                if (dimension.Slot == (int)FactId.Time) AddSpan(Instants, active.FromTicks, active.ToTicks - 1);
                break;
            case NotCondition not:
                Add(not.Inner, dimension);
                break;
            case AllCondition all:
                foreach (var inner in all.Conditions) Add(inner, dimension);
                break;
            case AnyCondition any:
                foreach (var inner in any.Conditions) Add(inner, dimension);
                break;
        }
    }

    public void Add(ValueTest test)
    {
        _tests++;
        switch (test)
        {
            case MemberTest member:
                for (var i = 0; i < member.Values.Count; i++) Add(member.Values[i]);
                break;
            case RangeTest range:
                AddSpan(range.Kind == FactKind.Instant ? Instants : Integers, range.Low, range.High);
                break;
            case BinRangeTest bins:
                IsOrdered = true;
                if (bins.Low is not null) AddText(bins.Low);
                if (bins.High is not null) AddText(bins.High);
                break;
            case PrefixTest prefix:
                IsOrdered = true;
                _tests += prefix.Prefixes.Count;
                for (var i = 0; i < prefix.Prefixes.Count; i++) AddPrefix(prefix.Prefixes[i]);
                break;
            case NoneOfTest none:
                Add(none.Inner);
                break;
            case AllTests all:
                foreach (var inner in all.Tests) Add(inner);
                break;
            case AnyTest any:
                foreach (var inner in any.Tests) Add(inner);
                break;
        }
    }

    private void Add(in FactValue value)
    {
        if (value.Kind == FactKind.Text) AddText(value.Text!);
        else if (value.Kind == FactKind.Integer) AddSpan(Integers, value.Number, value.Number);
        else if (value.Kind == FactKind.Instant) AddSpan(Instants, value.Number, value.Number);
    }

    // Everything that begins with "62" lies from "62" up to, but without, "63".
    private void AddPrefix(string prefix)
    {
        AddText(prefix);
        if (prefix[^1] == char.MaxValue) IsUnfit = true;
        else AddText(prefix[..^1] + (char)(prefix[^1] + 1));
    }

    private void AddText(string text)
    {
        if (text.Contains(GapMark, StringComparison.Ordinal)) IsUnfit = true;
        Texts.Add(text);
    }

    private static void AddSpan(List<long> bounds, long first, long last)
    {
        if (first != long.MinValue) bounds.Add(first);
        if (last != long.MaxValue) bounds.Add(last + 1);
    }
}
