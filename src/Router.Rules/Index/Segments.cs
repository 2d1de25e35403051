using Router.Rules.Conditions;

namespace Router.Rules.Index;

/// Where on a dimension's line one rule can match: the line cut where the answer changes.
internal sealed class Segments(DimensionKey dimension, ValueLine line)
{
    private const long FewSteps = 1_000;

    private static readonly string s_gap = Mentions.GapMark.ToString();

    private readonly Mentions _mentions = new();
    private readonly List<(int Start, bool CanMatch)> _cuts = [];
    private readonly List<(int Place, string Text)> _texts = [];
    private FactCondition? _member;
    private IReadOnlyList<Condition> _terms = [];

    /// What is true of most places.
    public bool Usual { get; private set; }

    /// Reads the terms of one rule that speak of this dimension; the member test is the one that may be asked of a set's members one by
    /// one. False where that would take more steps than are left.
    public bool Read(IReadOnlyList<Condition> terms, FactCondition? member, ref long stepsLeft)
    {
        _terms = terms;
        _member = member;
        _cuts.Clear();
        _mentions.Clear();
        foreach (var term in terms) _mentions.Add(term, dimension);
        if (_mentions.Steps > FewSteps)
        {
            if (_mentions.Steps > stepsLeft) return false;
            stepsLeft -= _mentions.Steps;
        }

        Cut(ValueLine.Absent, default(FactValue));
        if (dimension.MetadataKey is not null)
        {
            Cut(ValueLine.False, FactValue.OfBoolean(false));
            Cut(ValueLine.True, FactValue.OfBoolean(true));
        }

        if (CanBe(FactKind.Text)) CutTexts();
        if (CanBe(FactKind.Integer)) CutNumbers(_mentions.Integers, line.Integers, line.FirstInteger, FactKind.Integer);
        if (CanBe(FactKind.Instant)) CutNumbers(_mentions.Instants, line.Instants, line.FirstInstant, FactKind.Instant);
        Usual = IsMostlyTrue();
        return true;
    }

    /// Writes a turn for every place from which on the rule's answer is, or is no longer, the unusual one.
    public void AddTurns(int rule, List<(int Place, int Rule)> turns)
    {
        var unusual = false;
        foreach (var (start, canMatch) in _cuts)
        {
            if (canMatch == Usual == unusual) turns.Add((start, rule));
            unusual = canMatch != Usual;
        }
    }

    private bool CanBe(FactKind kind) => dimension.MetadataKey is not null || kind == (FactId)dimension.Slot switch
    {
        FactId.Amount or FactId.Instalments => FactKind.Integer,
        FactId.Time => FactKind.Instant,
        _ => FactKind.Text,
    };

    private void CutTexts()
    {
        _texts.Clear();
        foreach (var text in _mentions.Texts) _texts.Add((line.Texts[text], text));
        if (_texts.Count > 1) _texts.Sort((a, b) => a.Place.CompareTo(b.Place));
        Cut(ValueLine.FirstText, FactValue.OfText(s_gap));
        var gap = _cuts[^1].CanMatch;
        for (var i = 0; i < _texts.Count; i++)
        {
            if (i > 0 && _texts[i].Place == _texts[i - 1].Place) continue;
            var place = ValueLine.PlaceOf(_texts[i].Place);
            Cut(place, FactValue.OfText(_texts[i].Text));
            if (line.IsOrdered) Cut(place + 1, FactValue.OfText(_texts[i].Text + s_gap));
            else Cut(place + 1, gap);
        }
    }

    private void CutNumbers(List<long> own, long[] all, int first, FactKind kind)
    {
        Cut(first, new FactValue(kind, null, long.MinValue, null));
        if (own.Count == 0) return;
        own.Sort();
        foreach (var number in own) Cut(first + Array.BinarySearch(all, number) + 1, new FactValue(kind, null, number, null));
    }

    private void Cut(int place, in FactValue value)
    {
        var canMatch = (_member is null || value.IsAbsent || _member.Test.Holds(value)) && PartialTruth.All(_terms, dimension, value) != Truth.False;
        Cut(place, canMatch);
    }

    private void Cut(int place, bool canMatch)
    {
        if (_cuts.Count == 0 || _cuts[^1].CanMatch != canMatch) _cuts.Add((place, canMatch));
    }

    private bool IsMostlyTrue()
    {
        var places = 0L;
        for (var i = 0; i < _cuts.Count; i++)
        {
            var end = i + 1 < _cuts.Count ? _cuts[i + 1].Start : line.Count;
            if (_cuts[i].CanMatch) places += end - _cuts[i].Start;
        }

        return places * 2 > line.Count;
    }
}
