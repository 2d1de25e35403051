namespace Router.Rules.Conditions;

/// A question to one value. Every comparison with an absent value is false; only Exists asks for absence.
internal abstract class ValueTest
{
    public abstract bool Holds(in FactValue value);
}
