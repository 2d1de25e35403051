namespace Router.Rules.Tests;

/// Short ways to write rule files.
internal static class RuleFiles
{
    public const string Default = """ "default": { "route": { "strategy": "priority", "candidates": ["other"] } } """;

    public static string WithWhen(string when) => WithRule($$""" "id": "r", "when": {{when}}, "route": { "strategy": "priority", "candidates": ["main"] } """);

    public static string WithRule(string members) => $$"""{ "currencies": ["CNY"], "rules": [ { {{members}} } ], {{Default}} }""";

    public static RuleSet Load(string json, FactCatalog? catalog = null)
    {
        var loaded = RuleSetLoader.Load("test.json", json, catalog);
        loaded.Diagnostics.Where(d => d.Severity == RuleSeverity.Error).Should().BeEmpty(json);
        return loaded.Value!;
    }

    public static Facts Facts(string json, FactCatalog? catalog = null, BinTable? bins = null) => FactsLine.Read(json, catalog, bins).Value!;

    /// Whether a set of one rule with this condition matches.
    public static bool Matches(string when, string facts) =>
        Load(WithWhen(when)).Evaluate(Facts(facts.Replace("{", "{ \"currency\": \"CNY\", ", StringComparison.Ordinal))).RuleId == "r";

    /// A file of the repository itself, for tests that write what they check.
    public static string InRepository(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Router.sln"))) folder = folder.Parent;
        return Path.Combine([folder.FullName, .. path]);
    }
}
