namespace Router.Rules.Conditions;

internal sealed class NotCondition(Condition condition) : Condition
{
    public Condition Inner => condition;

    public override bool Holds(FactSource facts) => !condition.Holds(facts);
}
