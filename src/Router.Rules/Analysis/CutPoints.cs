using Router.Rules.Conditions;

namespace Router.Rules.Analysis;

/// Gathers where the conditions of a rule set cut the values of one fact.
internal sealed class CutPoints
{
    public SortedSet<string> Texts { get; } = new(StringComparer.Ordinal);

    public SortedSet<long> Integers { get; } = [];

    public SortedSet<long> Instants { get; } = [];

    public void Add(ValueTest test)
    {
        switch (test)
        {
            case AllTests all:
                foreach (var inner in all.Tests) Add(inner);
                break;
            case AnyTest any:
                foreach (var inner in any.Tests) Add(inner);
                break;
            case NoneOfTest none:
                Add(none.Inner);
                break;
            case MemberTest member:
                foreach (var value in member.Values) Add(value);
                break;
            case PrefixTest prefix:
                foreach (var text in prefix.Prefixes) Add(text, AfterPrefix(text));
                break;
            case BinRangeTest bins:
                Add(Start(bins), End(bins));
                break;
            case RangeTest range:
                var numbers = range.Kind == FactKind.Instant ? Instants : Integers;
                if (range.Low > long.MinValue) numbers.Add(range.Low);
                if (range.High < long.MaxValue) numbers.Add(range.High + 1);
                break;
        }
    }

    public void Add(string text) => Add(text, After(text));

    /// The next text in ordinal order.
    public static string After(string text) => text + '\0';

    /// The first text behind all that begin so; null where there is none.
    public static string? AfterPrefix(string prefix)
    {
        var last = prefix.Length - 1;
        while (last >= 0 && prefix[last] == char.MaxValue) last--;
        return last < 0 ? null : prefix[..last] + (char)(prefix[last] + 1);
    }

    public static string Start(BinRangeTest bins) => bins.Low is not { } low ? "" : bins.LowIncluded ? low : After(low);

    public static string? End(BinRangeTest bins) => bins.High is not { } high ? null : bins.HighIncluded ? After(high) : high;

    private void Add(FactValue value)
    {
        if (value.Kind == FactKind.Text) Add(value.Text!);
        else if (value.Kind is FactKind.Integer or FactKind.Instant)
        {
            var numbers = value.Kind == FactKind.Instant ? Instants : Integers;
            numbers.Add(value.Number);
            if (value.Number < long.MaxValue) numbers.Add(value.Number + 1);
        }
    }

    private void Add(string start, string? end)
    {
        Texts.Add(start);
        if (end is not null) Texts.Add(end);
    }
}
