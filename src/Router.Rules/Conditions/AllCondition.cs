namespace Router.Rules.Conditions;

internal sealed class AllCondition(Condition[] conditions) : Condition
{
    public IReadOnlyList<Condition> Conditions => conditions;

    /// Holds for everything: a rule without "when".
    public static AllCondition Always { get; } = new([]);

    public override bool Holds(FactSource facts)
    {
        foreach (var condition in conditions)
            if (!condition.Holds(facts)) return false;
        return true;
    }
}
