using Router.Rules.Json;

namespace Router.Rules.Loading;

/// Reads a whole rule file.
internal sealed class RuleFileReader(SourceText source, FactCatalog catalog, RuleLoadContext known)
{
    private const int MaxNameLength = 100;

    private static readonly string[] s_members = ["$schema", "name", "currencies", "lists", "rules", "default"];

    private readonly Findings _findings = new(source);

    public Loaded<RuleSet> Read()
    {
        var root = JsonItemReader.Read(source, _findings);
        var set = root is not null && Shape.IsObject(root, "A rule file", _findings) ? ReadRoot(root) : null;
        return new(_findings.ErrorCount == 0 ? set : null, _findings.InFileOrder());
    }

    private RuleSet ReadRoot(JsonItem root)
    {
        Shape.OnlyKnown(root, "A rule file", s_members, _findings);
        var name = root.Member("name") is { } member ? Shape.Text(member.Value, "\"name\"", MaxNameLength, _findings) : null;
        var currencies = root.Member("currencies") is { } codes ? Currencies(codes.Value) : null;
        var lists = new NamedLists(root.Member("lists")?.Value, _findings);
        var reader = new RuleReader(Vocabulary.OfPayments(catalog, known), currencies, lists, known, _findings);
        var rules = Rules(root, reader);
        var otherwise = Default(root, reader);
        lists.WarnOfUnused();
        // Equal priorities keep the order of the file: the sort is stable.
        Rule[] ordered = [.. rules.Where(r => r.IsEnabled).OrderByDescending(r => r.Priority).Select((r, index) => r with { Verdict = r.Verdict with { Index = index } })];
        return new RuleSet(
            name ?? source.File, CanonicalJson.Hash(root), ordered, rules.FindAll(r => !r.IsEnabled), otherwise with { Index = ordered.Length }, currencies);
    }

    private List<Rule> Rules(JsonItem root, RuleReader reader)
    {
        var rules = new List<Rule>();
        if (root.Member("rules") is not { } member)
        {
            _findings.Error(DiagnosticIds.Missing, root, "The file has no \"rules\". Write an array of rules; it may be empty.");
            return rules;
        }

        if (!Shape.IsArray(member.Value, "\"rules\"", _findings)) return rules;
        var index = 0;
        foreach (var item in member.Value.NewItems())
            if (reader.Read(item, index++) is { } rule) rules.Add(rule);
        return rules;
    }

    private Verdict Default(JsonItem root, RuleReader reader)
    {
        if (root.Member("default") is { } member) return reader.ReadDefault(member.Value) ?? Nothing();
        // Misplaced among the rules it has its own finding.
        if (root.Member("rules")?.Value.Items.Exists(r => r.Member("default") is not null) == true) return Nothing();
        _findings.Error(DiagnosticIds.Missing, root, "The file has no \"default\". Say what happens to a payment that no rule matches.");
        return Nothing();

        // Stands in after an error; such a set is never handed out.
        static Verdict Nothing() => new() { RuleId = null, Index = 0, Outcome = RuleOutcome.Decline };
    }

    private List<string> Currencies(JsonItem item)
    {
        var codes = new List<string>();
        if (!Shape.IsArray(item, "\"currencies\"", _findings)) return codes;
        if (item.Items.Count == 0)
            _findings.Error(DiagnosticIds.Empty, item, "\"currencies\" is empty, so no rule could ever match. Write codes or delete it.");
        var values = new ValueReader(_findings);
        var field = new Field("currency", FieldType.Text, (int)FactId.Currency, catalog.RegistryOf(FactId.Currency));
        foreach (var code in item.Items)
            if (values.Read(field, code) is { } value) codes.Add(value.Text!);
        return codes;
    }
}
