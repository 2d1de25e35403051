namespace Router.Rules.Conditions;

internal sealed class MetadataCondition(string key, ValueTest test) : Condition
{
    public override bool Holds(FactSource facts) => test.Holds(facts.Metadata(key));
}
