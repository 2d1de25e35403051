namespace Router.Rules.Conditions;

internal sealed class AnyTest(ValueTest[] tests) : ValueTest
{
    public IReadOnlyList<ValueTest> Tests => tests;

    public override bool Holds(in FactValue value)
    {
        foreach (var test in tests)
            if (test.Holds(value)) return true;
        return false;
    }
}
