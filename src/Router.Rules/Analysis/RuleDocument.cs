using Router.Rules.Json;

namespace Router.Rules.Analysis;

/// The rules of a file as they are written.
internal sealed class RuleDocument(JsonItem root)
{
    private readonly Dictionary<int, string> _outcomes = [];

    public JsonItem Root => root;

    public IReadOnlyList<JsonItem> Rules { get; } = root.Member("rules")?.Value.Items ?? [];

    /// What the rule does, in one spelling.
    public string Outcome(Rule rule)
    {
        if (_outcomes.TryGetValue(rule.FileIndex, out var outcome)) return outcome;
        var item = Rules[rule.FileIndex];
        outcome = string.Join(' ', new[] { "route", "decline", "whenAllDown" }.Select(name => item.Member(name) is { } member ? CanonicalJson.Text(member.Value) : "-"));
        _outcomes.Add(rule.FileIndex, outcome);
        return outcome;
    }
}
