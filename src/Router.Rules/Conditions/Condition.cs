namespace Router.Rules.Conditions;

/// A compiled condition. Pure, immutable, and allocates nothing when asked.
internal abstract class Condition
{
    public abstract bool Holds(FactSource facts);
}
