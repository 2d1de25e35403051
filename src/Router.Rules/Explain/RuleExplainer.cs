using Router.Rules.Conditions;

namespace Router.Rules.Explain;

/// Explains decisions: every rule and condition against one payment. Pure; asks the conditions themselves, so it cannot say otherwise than
/// they decide.
public static class RuleExplainer
{
    public static RuleExplanation Explain(RuleSet set, Facts facts)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(facts);
        var verdict = set.Evaluate(facts);
        var currencies = Currencies(set, facts);
        var rules = new List<ExplainedRule>(set.Rules.Count + set.Disabled.Count);
        foreach (var rule in set.Rules) rules.Add(new(rule, facts, Fate(rule)));
        foreach (var rule in set.Disabled) rules.Add(new(rule, facts, RuleFate.Disabled));
        return new(set, facts, verdict, currencies, rules);

        RuleFate? Fate(Rule rule) =>
            currencies is { Holds: false } ? RuleFate.Gated : rule.Verdict.Index == verdict.Index ? RuleFate.Won : null;
    }

    private static ExplainedCondition? Currencies(RuleSet set, Facts facts)
    {
        if (set.Currencies is not { } codes) return null;
        var values = codes.Order(StringComparer.Ordinal).Select(FactValue.OfText).ToList();
        return ConditionExplainer.Explain(new FactCondition((int)FactId.Currency, new MemberTest(values)), facts);
    }
}
