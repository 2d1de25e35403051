namespace Router.Rules.Conditions;

internal sealed class FactCondition(int slot, ValueTest test) : Condition
{
    public int Slot => slot;

    public ValueTest Test => test;

    public override bool Holds(FactSource facts) => test.Holds(in facts[slot]);
}
