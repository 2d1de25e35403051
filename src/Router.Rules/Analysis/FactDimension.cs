using Router.Rules.Conditions;

namespace Router.Rules.Analysis;

/// The values of one fact. Atom 0 is absence; then texts, integers, booleans and instants, each ascending.
internal sealed class FactDimension : Dimension
{
    private readonly string[] _texts;
    private readonly long[] _integers;
    private readonly int _booleanCount;
    private readonly long[] _instants;
    private readonly FactValue?[] _samples;

    public FactDimension(int index, string name, int slot, string? metadataKey, FactShape shape, CutPoints cuts)
        : base(index, name)
    {
        Slot = slot;
        MetadataKey = metadataKey;
        IsFinite = shape.Registry is not null;
        foreach (var id in shape.Registry?.Ids ?? []) cuts.Add(id);
        var samples = new List<FactValue?> { null };
        _texts = shape.HasTexts ? Texts(shape, cuts, samples) : [];
        _integers = shape.HasIntegers ? Numbers(FactKind.Integer, long.MinValue, long.MaxValue, cuts.Integers, samples) : [];
        _booleanCount = shape.HasBooleans ? 2 : 0;
        if (shape.HasBooleans) samples.AddRange([FactValue.OfBoolean(false), FactValue.OfBoolean(true)]);
        _instants = shape.HasInstants ? Numbers(FactKind.Instant, 0, DateTimeOffset.MaxValue.UtcTicks, cuts.Instants, samples) : [];
        _samples = [.. samples];
    }

    /// -1 for metadata.
    public int Slot { get; }

    public string? MetadataKey { get; }

    /// Every atom is one value.
    public bool IsFinite { get; }

    public override int Size => _samples.Length;

    public AtomSet Present => AtomSet.Range(1, Size);

    /// A value of the atom; null for absence, and where none was found.
    public FactValue? Sample(int atom) => _samples[atom];

    /// The values for which a test holds; null where the atoms cannot say.
    public AtomSet? SetOf(ValueTest test)
    {
        switch (test)
        {
            case AllTests all:
                return Fold(all.Tests, All, (a, b) => a.Intersect(b));
            case AnyTest any:
                return Fold(any.Tests, AtomSet.Empty, (a, b) => a.Union(b, Size));
            case NoneOfTest none:
                return SetOf(none.Inner)?.Complement(Size).Intersect(Present);
            case ExistsTest exists:
                return exists.Wanted ? Present : AtomSet.Range(0, 1);
            case MemberTest member:
                return AtomSet.Of(member.Values.SelectMany(v => Of(v).Atoms).Distinct());
            case PrefixTest prefix:
                return AtomSet.Of(prefix.Prefixes.SelectMany(p => Between(p, CutPoints.AfterPrefix(p)).Atoms).Distinct());
            case BinRangeTest bins:
                return Between(CutPoints.Start(bins), CutPoints.End(bins));
            case RangeTest { Kind: FactKind.Instant } range:
                return Between(_instants, InstantsAt, range.Low, range.High);
            case RangeTest range:
                return Between(_integers, IntegersAt, range.Low, range.High);
            default:
                return IsFinite ? AtomSet.Of(Present.Atoms.Where(a => _samples[a] is { } value && test.Holds(value))) : null;
        }
    }

    /// The instants of an atom, both ends included.
    public (long Low, long High) Instants(int atom)
    {
        var i = atom - InstantsAt;
        return (_instants[i], i + 1 < _instants.Length ? _instants[i + 1] - 1 : DateTimeOffset.MaxValue.UtcTicks);
    }

    public AtomSet Of(FactValue value) => value.Kind switch
    {
        FactKind.Text => Between(value.Text!, CutPoints.After(value.Text!)),
        FactKind.Integer => Between(_integers, IntegersAt, value.Number, value.Number),
        FactKind.Instant => Between(_instants, InstantsAt, value.Number, value.Number),
        FactKind.Boolean when _booleanCount > 0 => AtomSet.Range(BooleansAt + (int)value.Number, BooleansAt + (int)value.Number + 1),
        _ => AtomSet.Empty,
    };

    /// Whether a text belongs to one of the atoms.
    public bool Contains(AtomSet set, string text)
    {
        var at = Array.BinarySearch(_texts, text, StringComparer.Ordinal);
        var atom = at >= 0 ? at : ~at - 1;
        return atom >= 0 && set.Contains(1 + atom);
    }

    private int IntegersAt => 1 + _texts.Length;

    private int BooleansAt => IntegersAt + _integers.Length;

    private int InstantsAt => BooleansAt + _booleanCount;

    private AtomSet? Fold(IReadOnlyList<ValueTest> tests, AtomSet start, Func<AtomSet, AtomSet, AtomSet> combine)
    {
        var result = start;
        foreach (var test in tests)
        {
            if (SetOf(test) is not { } set) return null;
            result = combine(result, set);
        }

        return result;
    }

    private AtomSet Between(string start, string? end) => AtomSet.Range(1 + LowerBound(start), 1 + (end is null ? _texts.Length : LowerBound(end)));

    private int LowerBound(string text)
    {
        var at = Array.BinarySearch(_texts, text, StringComparer.Ordinal);
        return at >= 0 ? at : ~at;
    }

    private static AtomSet Between(long[] starts, int offset, long low, long high)
    {
        if (low > high || starts.Length == 0) return AtomSet.Empty;
        return AtomSet.Range(offset + LowerBound(starts, low), offset + (high == long.MaxValue ? starts.Length : LowerBound(starts, high + 1)));
    }

    private static int LowerBound(long[] starts, long number)
    {
        var at = Array.BinarySearch(starts, number);
        return at >= 0 ? at : ~at;
    }

    private static string[] Texts(FactShape shape, CutPoints cuts, List<FactValue?> samples)
    {
        cuts.Texts.Add("");
        string[] starts = [.. cuts.Texts];
        var kept = new List<string>();
        for (var i = 0; i < starts.Length; i++)
        {
            var end = i + 1 < starts.Length ? starts[i + 1] : null;
            if (shape.IsSurelyEmpty(starts[i], end)) continue;
            kept.Add(starts[i]);
            samples.Add(shape.Sample(starts[i], end) is { } text ? FactValue.OfText(text) : null);
        }

        return [.. kept];
    }

    private static long[] Numbers(FactKind kind, long least, long greatest, SortedSet<long> cuts, List<FactValue?> samples)
    {
        long[] starts = [least, .. cuts.Where(c => c > least && c <= greatest)];
        for (var i = 0; i < starts.Length; i++)
        {
            var high = i + 1 < starts.Length ? starts[i + 1] - 1 : greatest;
            // An amount of at least 1 reads like a payment; a time near the end of an open beginning exists in every zone.
            var number = kind == FactKind.Integer ? Math.Clamp(1, starts[i], high) : Math.Max(starts[i], i == 0 ? high - TimeSpan.TicksPerDay : 0);
            samples.Add(new FactValue(kind, null, number, null));
        }

        return starts;
    }
}
