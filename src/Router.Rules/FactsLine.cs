using System.Text;
using Router.Rules.Json;
using Router.Rules.Loading;

namespace Router.Rules;

/// Facts as a line of JSON, named as in "when": { "platform": "ios", "amount": 1000, "metadata": { "vip": true } }.
public static class FactsLine
{
    private const string MetadataPrefix = "metadata.";

    /// Only what is no JSON object is an error; a member that is not understood is an absent fact, recorded in Unrecognised.
    public static Loaded<Facts> Read(string line, FactCatalog? catalog = null, BinTable? bins = null)
    {
        ArgumentNullException.ThrowIfNull(line);
        var source = new SourceText("facts", Encoding.UTF8.GetBytes(line));
        var findings = new Findings(source);
        var root = JsonItemReader.Read(source, findings);
        if (root is { Kind: not JsonKind.Object })
            findings.Error(DiagnosticIds.BadFactsLine, root, $"A facts line is a JSON object, {{ … }}; here stands {Shape.Kind(root)}.");
        if (root is null || findings.ErrorCount > 0) return new(null, findings.InFileOrder());

        var builder = new FactsBuilder(catalog, bins);
        foreach (var member in root.Members) Set(builder, member);
        return new(builder.Build(), []);
    }

    private static void Set(FactsBuilder builder, JsonMember member)
    {
        if (member.Value.Kind == JsonKind.Null) return;
        if (member is { Name: "metadata", Value.Kind: JsonKind.Object })
        {
            foreach (var entry in member.Value.Members) SetMetadata(builder, entry.Name, entry.Value);
        }
        else if (member.Name.StartsWith(MetadataPrefix, StringComparison.Ordinal))
        {
            SetMetadata(builder, member.Name[MetadataPrefix.Length..], member.Value);
        }
        else if (FactNames.TryParse(member.Name, out var fact))
        {
            SetFact(builder, fact, member.Value);
        }
        else
        {
            builder.NotUnderstood(member.Name, "no such fact");
        }
    }

    // Nothing is converted: a number in quotes is a text, and a text is no amount.
    private static void SetFact(FactsBuilder builder, FactId fact, JsonItem item)
    {
        var isNumber = fact is FactId.Amount or FactId.Instalments;
        if (fact == FactId.Tags && item.Kind == JsonKind.Array && item.Items.TrueForAll(i => i.Kind == JsonKind.Text))
            builder.SetTags(item.Items.Select(i => i.Text));
        else if (isNumber && item.TryInteger(out var number)) builder.Set(fact, number);
        else if (!isNumber && item.Kind == JsonKind.Text) builder.Set(fact, item.Text);
        else builder.NotUnderstood(FactNames.Of(fact), isNumber ? $"{Shape.Kind(item)}, not a whole number" : $"{Shape.Kind(item)}, not a text");
    }

    private static void SetMetadata(FactsBuilder builder, string key, JsonItem item)
    {
        if (item.Kind == JsonKind.Null) return;
        if (item.Kind == JsonKind.Text) builder.SetMetadata(key, item.Text);
        else if (item.Kind == JsonKind.Boolean) builder.SetMetadata(key, item.IsTrue);
        else if (item.TryInteger(out var number)) builder.SetMetadata(key, number);
        else builder.NotUnderstood(MetadataPrefix + key, $"{Shape.Kind(item)}, not a text, a whole number, true or false");
    }
}
