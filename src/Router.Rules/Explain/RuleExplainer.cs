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
        var failing = new byte[set.Rules.Count + set.Disabled.Count];
        for (var place = 0; place < set.Rules.Count; place++) failing[place] = Failing(set.Rules[place], facts);
        for (var place = 0; place < set.Disabled.Count; place++) failing[set.Rules.Count + place] = Failing(set.Disabled[place], facts);
        return new(set, facts, verdict, Currencies(set, facts), failing);
    }

    // A rule that misses by two things is no near miss, however many more there are.
    private static byte Failing(Rule rule, Facts facts)
    {
        if (rule.When is not AllCondition all) return rule.When.Holds(facts) ? (byte)0 : (byte)1;
        byte failing = 0;
        for (var i = 0; i < all.Conditions.Count && failing < 2; i++)
            if (!all.Conditions[i].Holds(facts)) failing++;
        return failing;
    }

    private static ExplainedCondition? Currencies(RuleSet set, Facts facts)
    {
        if (set.Currencies is not { } codes) return null;
        FactValue[] values = [.. codes.Order(StringComparer.Ordinal).Select(FactValue.OfText)];
        return ConditionExplainer.Explain(new FactCondition((int)FactId.Currency, new MemberTest(values)), facts);
    }
}
