using System.Text.Json;

namespace Router.Rules.Explain;

/// The explanation as JSON, the same for the command line and the API.
public static class RuleExplanationJson
{
    /// One object; the rules are those given, such as Telling() or all.
    public static void Write(Utf8JsonWriter writer, RuleExplanation explanation, IReadOnlyList<ExplainedRule> rules)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(explanation);
        ArgumentNullException.ThrowIfNull(rules);
        writer.WriteStartObject();
        writer.WriteString("set", explanation.Set.Name);
        writer.WriteString("hash", explanation.Set.Hash);
        WriteFacts(writer, explanation.Facts);
        if (explanation.Currencies is { } currencies) WriteCondition(writer, "currencies", currencies);
        writer.WriteString("rule", explanation.Verdict.RuleId);
        writer.WriteString("outcome", explanation.Verdict.Outcome == RuleOutcome.Route ? "route" : "decline");
        if (explanation.Verdict.Reason is { } reason) writer.WriteString("reason", reason);
        writer.WriteStartObject("counts");
        writer.WriteNumber("rules", explanation.Rules.Count);
        writer.WriteNumber("failed", explanation.CountOf(RuleFate.Failed));
        writer.WriteNumber("behind", explanation.CountOf(RuleFate.Behind));
        writer.WriteNumber("gated", explanation.CountOf(RuleFate.Gated));
        writer.WriteNumber("disabled", explanation.CountOf(RuleFate.Disabled));
        writer.WriteNumber("nearMisses", explanation.NearMisses.Count());
        writer.WriteEndObject();
        writer.WriteStartArray("rules");
        foreach (var rule in rules) WriteRule(writer, rule);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteFacts(Utf8JsonWriter writer, Facts facts)
    {
        writer.WriteStartObject("facts");
        foreach (var (name, value) in facts.Present()) writer.WriteString(name, value);
        writer.WriteEndObject();
        WriteTexts(writer, "unrecognised", facts.Unrecognised);
        WriteTexts(writer, "contradicted", facts.Contradictions);
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void WriteRule(Utf8JsonWriter writer, ExplainedRule rule)
    {
        writer.WriteStartObject();
        writer.WriteString("id", rule.Id);
        writer.WriteString("fate", Word(rule.Fate.ToString()));
        if (rule.Place is { } place) writer.WriteNumber("place", place);
        writer.WriteNumber("priority", rule.Priority);
        writer.WriteNumber("line", rule.Line);
        writer.WriteNumber("column", rule.Column);
        writer.WriteNumber("misses", rule.Misses);
        if (rule.FirstFailing is { } failing) WriteCondition(writer, "firstFailing", failing);
        writer.WriteStartArray("conditions");
        foreach (var condition in rule.Conditions) WriteCondition(writer, null, condition);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteCondition(Utf8JsonWriter writer, string? name, ExplainedCondition condition)
    {
        if (name is null) writer.WriteStartObject();
        else writer.WriteStartObject(name);
        writer.WriteString("kind", Word(condition.Kind.ToString()));
        if (condition.Field is { } field) writer.WriteString("field", field);
        writer.WriteString("expected", condition.Expected);
        if (condition.Actual is { } actual) writer.WriteString("actual", actual);
        writer.WriteBoolean("holds", condition.Holds);
        if (condition.Note is { } note) writer.WriteString("note", note);
        if (condition.Parts.Count > 0)
        {
            writer.WriteStartArray("parts");
            foreach (var part in condition.Parts) WriteCondition(writer, null, part);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static string Word(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
