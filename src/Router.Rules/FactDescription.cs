namespace Router.Rules;

/// One fact of a payment. Values are fixed in the language; a registry stands in facts.json; neither: any text. A fact that is always given
/// cannot be absent in a payment that the router takes.
public sealed record FactDescription(
    FactId Id, FactType Type, string Meaning, string Example, IReadOnlyList<string>? Values = null, bool HasRegistry = false, bool IsAlwaysGiven = false)
{
    public string Name => FactNames.Of(Id);

    /// The operators that may stand in its conditions.
    public IReadOnlyList<string> Operators => OperatorTable.For(Type);
}
