using Router.Rules.Conditions;
using Router.Rules.Json;

namespace Router.Rules.Loading;

/// facts.json: `"cardBank": { "ICBC": ["工商银行"] }` for each registry, `"metadata": { "vip": "boolean" }` for the keys.
internal static class FactCatalogReader
{
    private static readonly FactId[] s_registries = [.. FactTable.All.Where(f => f.HasRegistry).Select(f => f.Id)];

    private static readonly string[] s_names = ["$schema", .. s_registries.Select(FactNames.Of), "metadata"];
    private static readonly string[] s_types = ["text", "integer", "boolean"];

    public static Loaded<FactCatalog> Read(string fileName, ReadOnlyMemory<byte> json)
    {
        var source = new SourceText(fileName, json);
        var findings = new Findings(source);
        var root = JsonItemReader.Read(source, findings);
        var registries = new Dictionary<FactId, Registry>();
        Dictionary<string, FactKind>? metadata = null;
        if (root is { Kind: not JsonKind.Object }) findings.Error(DiagnosticIds.WrongType, root, "facts.json is one JSON object.");
        foreach (var member in root?.Members ?? [])
        {
            if (member.Name == "$schema") continue;
            if (member.Name == "metadata") metadata = ReadMetadata(member.Value, findings);
            else if (FactNames.TryParse(member.Name, out var fact) && s_registries.Contains(fact)) registries[fact] = ReadRegistry(member.Value, findings);
            else
            {
                findings.Error(
                    DiagnosticIds.UnknownName, member, $"facts.json has no \"{member.Name}\". It knows: {Suggest.List(s_names)}.",
                    Suggest.Nearest(member.Name, s_names));
            }
        }

        var catalog = root is null || findings.ErrorCount > 0 ? null : new FactCatalog(registries, metadata, CanonicalJson.Hash(root));
        return new(catalog, findings.InFileOrder());
    }

    private static Registry ReadRegistry(JsonItem item, Findings findings)
    {
        var entries = new List<(string, IEnumerable<string>)>();
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (item.Kind != JsonKind.Object)
            findings.Error(
                DiagnosticIds.WrongType, item,
                "A registry is an object: each value with an array of its other names, { \"CN\": [\"china\"] }.");
        foreach (var member in item.Members)
        {
            var aliases = new List<string>();
            if (FactText.Normalise(member.Name) is not { } id || id != member.Name)
            {
                findings.Error(DiagnosticIds.WrongType, member, "A value is text of 1 to 256 characters without spaces at its ends.");
                continue;
            }

            Claim(id, id, member.Value, member);
            if (member.Value.Kind != JsonKind.Array)
                findings.Error(
                    DiagnosticIds.WrongType, member.Value,
                    "The other names are an array of texts; write [] where there are none.");
            foreach (var alias in member.Value.Items)
            {
                if (alias.Kind == JsonKind.Text && FactText.Normalise(alias.Text) is { } text)
                {
                    Claim(text, id, alias, null);
                    aliases.Add(text);
                }
                else
                {
                    findings.Error(DiagnosticIds.WrongType, alias, "A name is text of 1 to 256 characters.");
                }
            }

            entries.Add((id, aliases));
        }

        return new Registry(entries);

        void Claim(string name, string id, JsonItem at, JsonMember? member)
        {
            if (seen.TryAdd(name, id) || seen[name] == id) return;
            var message = $"\"{name}\" already names \"{seen[name]}\" (capitals do not count). One name has one meaning.";
            if (member is null) findings.Error(DiagnosticIds.DuplicateName, at, message);
            else findings.Error(DiagnosticIds.DuplicateName, member, message);
        }
    }

    private static Dictionary<string, FactKind> ReadMetadata(JsonItem item, Findings findings)
    {
        var kinds = new Dictionary<string, FactKind>(StringComparer.Ordinal);
        if (item.Kind != JsonKind.Object)
            findings.Error(DiagnosticIds.WrongType, item, "\"metadata\" is an object: each key with its type, { \"vip\": \"boolean\" }.");
        foreach (var member in item.Members)
        {
            FactKind? kind = member.Value.Text switch
            {
                "text" => FactKind.Text,
                "integer" => FactKind.Integer,
                "boolean" => FactKind.Boolean,
                _ => null,
            };
            if (kind is { } known && member.Value.Kind == JsonKind.Text) kinds[member.Name] = known;
            else
            {
                findings.Error(
                    DiagnosticIds.UnknownValue, member.Value, "A metadata type is text, integer or boolean.",
                    Suggest.Nearest(member.Value.Text, s_types));
            }
        }

        return kinds;
    }
}
