namespace Router.Rules.Explain;

/// Why a rule set decides as it does for one payment.
public sealed class RuleExplanation
{
    internal RuleExplanation(RuleSet set, Facts facts, Verdict verdict, ExplainedCondition? currencies, IReadOnlyList<ExplainedRule> rules)
    {
        Set = set;
        Facts = facts;
        Verdict = verdict;
        Currencies = currencies;
        Rules = rules;
    }

    public RuleSet Set { get; }

    public Facts Facts { get; }

    /// Of the rule that won, or the default.
    public Verdict Verdict { get; }

    /// The file's "currencies"; null where it has none. Where it does not hold, no rule is asked.
    public ExplainedCondition? Currencies { get; }

    /// In order of evaluation, disabled ones last.
    public IReadOnlyList<ExplainedRule> Rules { get; }

    /// Null: the default decided.
    public ExplainedRule? Winner => Verdict.RuleId is null ? null : Rules[Verdict.Index];

    /// Rules asked before the one that decided that miss by one thing, and disabled ones that would have matched there.
    public IEnumerable<ExplainedRule> NearMisses => Rules.Where(r => r.Misses == 1 && IsAhead(r));

    /// The rule of that id; null: there is none.
    public ExplainedRule? Find(string ruleId) => Rules.FirstOrDefault(r => r.Id == ruleId);

    /// The winner and the near misses that fit best, at most so many, in order of evaluation.
    public IReadOnlyList<ExplainedRule> Telling(int nearMissesMax = 10)
    {
        var nearest = NearMisses.OrderByDescending(r => r.ConditionCount).Take(nearMissesMax).ToList();
        return [.. Rules.Where(r => r.Fate == RuleFate.Won || nearest.Contains(r))];
    }

    public int CountOf(RuleFate fate) => Rules.Count(r => r.Fate == fate);

    private bool IsAhead(ExplainedRule rule) => rule.Place is { } place
        ? place < Verdict.Index
        : Winner is not { } winner || rule.Priority > winner.Priority || (rule.Priority == winner.Priority && rule.Rule.FileIndex < winner.Rule.FileIndex);
}
