namespace Router.Rules.Conditions;

internal sealed class FactCondition(int slot, ValueTest test) : Condition
{
    public override bool Holds(FactSource facts) => test.Holds(in facts[slot]);
}
