namespace Router.Rules.Conditions;

/// ne and notIn: present, and not so.
internal sealed class NoneOfTest(ValueTest inner) : ValueTest
{
    public ValueTest Inner => inner;

    public override bool Holds(in FactValue value) => !value.IsAbsent && !inner.Holds(value);
}
