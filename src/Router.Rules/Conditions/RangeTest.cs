namespace Router.Rules.Conditions;

/// Between two numbers of one kind, both ends included.
internal sealed class RangeTest(FactKind kind, long low, long high) : ValueTest
{
    public FactKind Kind => kind;

    public long Low => low;

    public long High => high;

    public override bool Holds(in FactValue value) => value.Kind == kind && value.Number >= low && value.Number <= high;
}
