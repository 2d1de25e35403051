namespace Router.Rules.Conditions;

internal sealed class MetadataCondition(string key, ValueTest test) : Condition
{
    public string Key => key;

    public ValueTest Test => test;

    public override bool Holds(FactSource facts) => test.Holds(facts.Metadata(key));
}
