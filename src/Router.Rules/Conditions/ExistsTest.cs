namespace Router.Rules.Conditions;

internal sealed class ExistsTest(bool wanted) : ValueTest
{
    public bool Wanted => wanted;

    public override bool Holds(in FactValue value) => value.IsAbsent != wanted;
}
