namespace Router.Rules.Conditions;

internal sealed class AnyCondition(Condition[] conditions) : Condition
{
    public IReadOnlyList<Condition> Conditions => conditions;

    public override bool Holds(FactSource facts)
    {
        foreach (var condition in conditions)
            if (condition.Holds(facts)) return true;
        return false;
    }
}
