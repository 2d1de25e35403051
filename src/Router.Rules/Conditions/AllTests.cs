namespace Router.Rules.Conditions;

internal sealed class AllTests(ValueTest[] tests) : ValueTest
{
    public IReadOnlyList<ValueTest> Tests => tests;

    public override bool Holds(in FactValue value)
    {
        foreach (var test in tests)
            if (!test.Holds(value)) return false;
        return true;
    }
}
