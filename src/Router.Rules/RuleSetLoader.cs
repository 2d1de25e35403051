using System.Text;
using Router.Rules.Json;
using Router.Rules.Loading;

namespace Router.Rules;

/// Reads rule files. The file name is only for the findings; nothing is opened here.
public static class RuleSetLoader
{
    /// The set where there is no error, and every finding of the file in one pass.
    public static Loaded<RuleSet> Load(string fileName, ReadOnlyMemory<byte> json, FactCatalog? catalog = null, RuleLoadContext? known = null)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        return new RuleFileReader(new SourceText(fileName, json), catalog ?? FactCatalog.Open, known ?? RuleLoadContext.Unknown).Read();
    }

    public static Loaded<RuleSet> Load(string fileName, string json, FactCatalog? catalog = null, RuleLoadContext? known = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        // A lone surrogate becomes the replacement character here; bytes from a file are checked strictly.
        return Load(fileName, Encoding.UTF8.GetBytes(json), catalog, known);
    }

    /// What a host or a lint says beside the file's own findings where there is no facts.json.
    public static RuleDiagnostic OpenRegistriesWarning(string factsFile) => new(
        DiagnosticIds.OpenRegistries, RuleSeverity.Warning, factsFile, "$", 1, 1, null,
        "There is no facts.json: a misspelt region, bank or metadata key in a rule cannot be found. Write one beside the rules.", null);
}
