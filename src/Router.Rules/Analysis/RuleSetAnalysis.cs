using Router.Rules.Json;
using Router.Rules.Loading;

namespace Router.Rules.Analysis;

/// What a reading of each rule alone cannot see: rules that no payment reaches, ties, what has expired or says nothing.
public sealed record RuleSetAnalysis(IReadOnlyList<RuleDiagnostic> Diagnostics, IReadOnlyList<RuleReach> Reach)
{
    /// The set must come from these very bytes. All findings are warnings, in the order of the file.
    public static RuleSetAnalysis Run(string fileName, ReadOnlyMemory<byte> json, RuleSet set, AnalysisOptions options)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(options);
        var source = new SourceText(fileName, json);
        if (JsonItemReader.Read(source, new Findings(source)) is not { } root) return new([], []);
        var findings = new Findings(source);
        var catalog = options.Catalog ?? FactCatalog.Open;
        var document = new RuleDocument(root);
        var space = new Space(set, catalog);
        new PlainChecks(findings, options.Now).Check(root, document);
        new DeadBranches(document, space, Vocabulary.OfPayments(catalog, options.Known ?? RuleLoadContext.Unknown), findings).Check(set);
        var reach = new ReachCheck(set, document, space, options, findings).Run();
        return new(findings.InFileOrder(), reach);
    }
}
