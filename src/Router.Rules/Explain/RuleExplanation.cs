namespace Router.Rules.Explain;

/// Why a rule set decides as it does for one payment. Rules are put into words when they are asked for.
public sealed class RuleExplanation
{
    /// For each rule, enabled ones first, how many of its conditions fail; two stands for more.
    private readonly byte[] _failing;

    private IReadOnlyList<ExplainedRule>? _rules;

    internal RuleExplanation(RuleSet set, Facts facts, Verdict verdict, ExplainedCondition? currencies, byte[] failing)
    {
        Set = set;
        Facts = facts;
        Verdict = verdict;
        Currencies = currencies;
        _failing = failing;
    }

    public RuleSet Set { get; }

    public Facts Facts { get; }

    /// Of the rule that won, or the default.
    public Verdict Verdict { get; }

    /// The file's "currencies"; null where it has none. Where it does not hold, no rule is asked.
    public ExplainedCondition? Currencies { get; }

    /// With those that are switched off.
    public int RuleCount => _failing.Length;

    /// In order of evaluation, disabled ones last.
    public IReadOnlyList<ExplainedRule> Rules => _rules ??= [.. Enumerable.Range(0, _failing.Length).Select(Explained)];

    /// Null: the default decided.
    public ExplainedRule? Winner => Verdict.RuleId is null ? null : Explained(Verdict.Index);

    /// Rules asked before the one that decided that miss by one thing, and disabled ones that would have matched there.
    public IEnumerable<ExplainedRule> NearMisses => NearPlaces().Select(Explained);

    /// The rule of that id; null: there is none.
    public ExplainedRule? Find(string ruleId)
    {
        for (var place = 0; place < _failing.Length; place++)
            if (RuleAt(place).Verdict.RuleId == ruleId) return Explained(place);
        return null;
    }

    /// The winner and the near misses that fit best, at most so many, in order of evaluation.
    public IReadOnlyList<ExplainedRule> Telling(int nearMissesMax = 10)
    {
        var places = NearPlaces().OrderByDescending(p => ExplainedRule.Terms(RuleAt(p)).Count).Take(nearMissesMax).ToList();
        if (Verdict.RuleId is not null) places.Add(Verdict.Index);
        return [.. places.Order().Select(Explained)];
    }

    public int NearMissCount => NearPlaces().Count();

    public int CountOf(RuleFate fate)
    {
        var count = 0;
        for (var place = 0; place < _failing.Length; place++)
            if (FateOf(place) == fate) count++;
        return count;
    }

    private IEnumerable<int> NearPlaces()
    {
        for (var place = 0; place < _failing.Length; place++)
        {
            var other = FateOf(place) is RuleFate.Disabled or RuleFate.Gated ? 1 : 0;
            if (_failing[place] + other == 1 && IsAhead(place)) yield return place;
        }
    }

    private ExplainedRule Explained(int place) => new(RuleAt(place), Facts, FateOf(place));

    private Rule RuleAt(int place) => place < Set.Rules.Count ? Set.Rules[place] : Set.Disabled[place - Set.Rules.Count];

    private RuleFate FateOf(int place) =>
        place >= Set.Rules.Count ? RuleFate.Disabled
        : Currencies is { Holds: false } ? RuleFate.Gated
        : _failing[place] > 0 ? RuleFate.Failed
        : place == Verdict.Index ? RuleFate.Won
        : RuleFate.Behind;

    private bool IsAhead(int place)
    {
        if (place < Set.Rules.Count) return place < Verdict.Index;
        if (Verdict.RuleId is null) return true;
        var (rule, winner) = (RuleAt(place), RuleAt(Verdict.Index));
        return rule.Priority > winner.Priority || (rule.Priority == winner.Priority && rule.FileIndex < winner.FileIndex);
    }
}
