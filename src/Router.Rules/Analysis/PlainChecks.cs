using Router.Rules.Json;
using Router.Rules.Loading;

namespace Router.Rules.Analysis;

/// What shows in the text alone: expired rules, and words that say nothing.
internal sealed class PlainChecks(Findings findings, DateTimeOffset now)
{
    private static readonly string[] s_kinds = ["account", "channel", "tag"];

    public void Check(JsonItem root, RuleDocument document)
    {
        foreach (var list in root.Member("lists")?.Value.Members ?? [])
            Repeated(list.Value.Items, i => $"{i.Kind} {i.Text}", i => $"\"{i.Text}\" stands twice in the list \"{list.Name}\". Delete one of them.");
        foreach (var rule in document.Rules)
        {
            findings.RuleId = rule.Member("id")?.Value.Text;
            Expired(rule);
            if (rule.Member("route") is { } route) Route(route.Value);
        }

        findings.RuleId = null;
        if (root.Member("default")?.Value.Member("route") is { } otherwise) Route(otherwise.Value);
    }

    private void Expired(JsonItem rule)
    {
        if (rule.Member("activeTo") is not { } end || !FactText.TryInstant(end.Value.Text, out var to) || to > now) return;
        var isOff = rule.Member("enabled") is { Value: { Kind: JsonKind.Boolean, IsTrue: false } };
        Warn(
            DiagnosticIds.Expired, end.Value,
            isOff ? "The rule is switched off and its time is over. Delete it." : "The rule's time is over: it matches nothing any more. Delete it, or move activeTo.");
    }

    private void Route(JsonItem route)
    {
        var candidates = route.Member("candidates")?.Value.Items ?? [];
        var fallback = route.Member("fallback")?.Value.Items ?? [];
        Repeated([.. candidates, .. fallback], Target, i => $"{Target(i)} stands twice in this route; only its first place counts. Delete this one.");
        if (route.Member("strategy") is not { Value.Text: "priority" }) return;
        // A weight of 0 still means never.
        foreach (var weight in candidates.Select(c => c.Member("weight")).OfType<JsonMember>().Where(w => w.Value.Text != "0"))
            findings.Warning(
                DiagnosticIds.WeightWithoutMeaning, weight,
                "The strategy priority takes candidates as they stand and looks at no weight. Delete it, or use the strategy weighted.");
    }

    private void Repeated(IReadOnlyList<JsonItem> items, Func<JsonItem, string> key, Func<JsonItem, string> message)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
            if (!seen.Add(key(item))) Warn(DiagnosticIds.Repeated, item, message(item));
    }

    private static string Target(JsonItem candidate)
    {
        if (candidate.Kind == JsonKind.Text) return $"The account \"{candidate.Text}\"";
        var target = candidate.Members.Find(m => s_kinds.Contains(m.Name));
        // The same account under another condition is another candidate.
        var where = candidate.Member("where") is { } condition ? $" where {CanonicalJson.Text(condition.Value)}" : "";
        return $"The {target?.Name} \"{target?.Value.Text}\"{where}";
    }

    private void Warn(string id, JsonItem at, string message) => findings.At(id, at.Offset, at.Path, message, null, RuleSeverity.Warning);
}
