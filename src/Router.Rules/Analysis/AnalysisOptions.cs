namespace Router.Rules.Analysis;

/// How a rule set is analysed. Now decides which rules have expired; witnesses cost an evaluation for each rule.
public sealed record AnalysisOptions(DateTimeOffset Now, bool WithWitnesses = false)
{
    public FactCatalog? Catalog { get; init; }

    public BinTable? Bins { get; init; }

    public RuleLoadContext? Known { get; init; }
}
