using Router.Rules.Conditions;

namespace Router.Rules.Explain;

/// One rule held against one payment. Conditions are put into words when they are asked for, so that ten thousand rules cost little.
public sealed class ExplainedRule
{
    private readonly Rule _rule;
    private readonly Facts _facts;

    internal ExplainedRule(Rule rule, Facts facts, RuleFate? fate)
    {
        _rule = rule;
        _facts = facts;
        foreach (var term in Terms(rule))
            if (!term.Holds(facts)) FailedCount++;
        Fate = fate ?? (FailedCount == 0 ? RuleFate.Behind : RuleFate.Failed);
    }

    public string Id => _rule.Verdict.RuleId!;

    /// Place in the order of evaluation, from 0; null for a disabled rule.
    public int? Place => _rule.IsEnabled ? _rule.Verdict.Index : null;

    public int Priority => _rule.Priority;

    /// Where the rule begins in its file.
    public int Line => _rule.Line;

    public int Column => _rule.Column;

    public Verdict Verdict => _rule.Verdict;

    internal Rule Rule => _rule;

    public RuleFate Fate { get; }

    /// How many of its own conditions fail.
    public int FailedCount { get; }

    public int ConditionCount => Terms(_rule).Count;

    /// How many things keep it from matching: failing conditions, a switch, the file's currencies.
    public int Misses => FailedCount + (Fate is RuleFate.Disabled or RuleFate.Gated ? 1 : 0);

    /// Null where every condition holds.
    public ExplainedCondition? FirstFailing => Terms(_rule).FirstOrDefault(t => !t.Holds(_facts)) is { } term ? ConditionExplainer.Explain(term, _facts) : null;

    /// In the order of the file: dates and windows first. Empty: the rule matches every payment.
    public IReadOnlyList<ExplainedCondition> Conditions => [.. Terms(_rule).Select(t => ConditionExplainer.Explain(t, _facts))];

    internal static IReadOnlyList<Condition> Terms(Rule rule) => rule.When is AllCondition all ? all.Conditions : [rule.When];
}
