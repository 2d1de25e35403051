using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Router.Rules;

/// `router rules eval`: facts in, the first matching rule's own candidates out.
public static class RuleEval
{
    public static EvalAnswer Evaluate(RuleSet set, string factsLine, FactCatalog? catalog = null, BinTable? bins = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        var facts = FactsLine.Read(factsLine, catalog, bins);
        return facts.Value is null
            ? new(Json(writer => WriteError(writer, facts.Diagnostics[0])), false, [])
            : new(Json(writer => WriteVerdict(writer, set.Evaluate(facts.Value))), true, facts.Value.Unrecognised);
    }

    private static void WriteVerdict(Utf8JsonWriter writer, Verdict verdict)
    {
        writer.WriteString("rule", verdict.RuleId);
        writer.WriteString("outcome", verdict.Outcome == RuleOutcome.Route ? "route" : "decline");
        writer.WriteStartArray("accounts");
        foreach (var candidate in verdict.Route?.Candidates ?? []) writer.WriteStringValue(candidate.ToString());
        writer.WriteEndArray();
    }

    private static void WriteError(Utf8JsonWriter writer, RuleDiagnostic diagnostic)
    {
        writer.WriteStartObject("error");
        writer.WriteString("id", diagnostic.Id);
        writer.WriteNumber("column", diagnostic.Column);
        writer.WriteString("message", diagnostic.Message);
        writer.WriteEndObject();
    }

    private static string Json(Action<Utf8JsonWriter> body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        writer.WriteStartObject();
        body(writer);
        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
