using Router.Rules.Conditions;
using Router.Rules.Expressions;
using Router.Rules.Json;

namespace Router.Rules.Loading;

/// Reads "when" and "where": fields are AND; all, any and not nest.
internal sealed class GroupReader(Vocabulary vocabulary, TestReader tests, Findings findings, ExpressionReader? expressions = null)
{
    private static readonly string[] s_groups = ["all", "any", "not"];

    private readonly List<Field> _compared = [];

    /// Where an amount is compared; null: nowhere.
    public JsonMember? AmountAt { get; private set; }

    /// The fields of a candidate that are compared, not only asked for by exists, in the order met.
    public IReadOnlyList<Field> Compared => _compared;

    /// The conditions of a group, each with its place.
    public List<(JsonMember Member, Condition Condition)> ReadTerms(JsonItem group) => Terms(group, new Surroundings(false, null, null));

    public static Condition All(IReadOnlyList<Condition> conditions) =>
        conditions.Count == 1 ? conditions[0] : new AllCondition([.. conditions]);

    private List<(JsonMember Member, Condition Condition)> Terms(JsonItem group, Surroundings around)
    {
        var terms = new List<(JsonMember, Condition)>(group.Members.Count);
        var inside = around.UnderNot ? around : new Surroundings(false, group, around);
        foreach (var member in group.Members)
            if (Term(member, inside) is { } condition) terms.Add((member, condition));
        return terms;
    }

    private Condition? Term(JsonMember member, Surroundings around)
    {
        switch (member.Name)
        {
            case "all":
                return All(Groups(member, around));
            case "any":
                return new AnyCondition([.. Groups(member, around)]);
            case "not":
                return new NotCondition(Group(member.Value, around with { UnderNot = !around.UnderNot }));
            case "expr":
                return ExpressionTerm(member);
        }

        if (vocabulary.Find(member.Name) is { } field) return FieldTerm(member, field, around);
        if (member is { Name: "metadata", Value.Kind: JsonKind.Object })
        {
            var key = member.Value.Members.Count > 0 ? member.Value.Members[0].Name : "KEY";
            findings.Error(DiagnosticIds.UnknownName, member, $"Metadata is asked key by key: write \"metadata.{key}\".", "metadata." + key);
            return null;
        }

        string[] known = [.. vocabulary.Names, .. s_groups, .. expressions is null ? Array.Empty<string>() : ["expr"]];
        var meant = Shape.Unknown(member, vocabulary.IsOfPayments ? "\"when\"" : "\"where\"", known, findings);
        // Read on as what was meant, so that one slip is one finding.
        if (meant is not null) Term(member with { Name = meant }, around);
        return null;
    }

    private ExpressionCondition? ExpressionTerm(JsonMember member)
    {
        if (expressions is null)
        {
            findings.Error(
                DiagnosticIds.UnknownName, member,
                "\"where\" has no \"expr\": it stands in a rule's \"when\". Write the condition with fields, all, any and not.");
            return null;
        }

        var condition = expressions.Read(member, out var amountAt);
        AmountAt ??= amountAt;
        return condition;
    }

    private Condition FieldTerm(JsonMember member, Field field, Surroundings around)
    {
        if (!AsksOnlyExistence(member.Value))
        {
            if (field.Name == "amount") AmountAt ??= member;
            if (!vocabulary.IsOfPayments && !_compared.Contains(field)) _compared.Add(field);
            WarnOfNot(member, field, around);
        }

        var test = tests.Read(field, member.Value);
        return field.MetadataKey is { } key ? new MetadataCondition(key, test) : new FactCondition(field.Slot, test);
    }

    private void WarnOfNot(JsonMember member, Field field, Surroundings around)
    {
        if (!vocabulary.IsOfPayments || !around.UnderNot || field.IsAlwaysGiven || around.AsksPresenceOf(field.Name)) return;
        if (member.Value.Member("exists") is not null) return;
        findings.Warning(
            DiagnosticIds.NotOverAbsent, member,
            $"This \"not\" also holds where {field.Name} is absent. If only payments with a known {field.Name} are meant, "
            + $"write \"{field.Name}\": {{ \"exists\": true }} beside the \"not\".");
    }

    private List<Condition> Groups(JsonMember member, Surroundings around)
    {
        var conditions = new List<Condition>();
        if (!Shape.IsArray(member.Value, $"\"{member.Name}\"", findings)) return conditions;
        if (member.Value.Items.Count == 0)
            findings.Error(DiagnosticIds.Empty, member.Value, $"\"{member.Name}\" is empty. Write groups into it or delete it.");
        foreach (var group in member.Value.Items) conditions.Add(Group(group, around));
        return conditions;
    }

    private Condition Group(JsonItem item, Surroundings around)
    {
        if (!Shape.IsObject(item, "A group", findings)) return AllCondition.Always;
        if (item.Members.Count == 0)
            findings.Error(
                DiagnosticIds.Empty, item,
                "The group is empty. Write conditions into it or delete it.");
        return All(Terms(item, around).ConvertAll(t => t.Condition));
    }

    private static bool AsksOnlyExistence(JsonItem item) =>
        item.Kind == JsonKind.Object && item.Members.Count == 1 && item.Members[0].Name == "exists";

    private static bool AsksPresence(JsonMember member) => member.Value.Member("exists") is not { Value.IsTrue: false };

    /// Whether an odd number of "not" stands around, and the groups whose other conditions already need fields to be present.
    private sealed record Surroundings(bool UnderNot, JsonItem? Group, Surroundings? Outer)
    {
        public bool AsksPresenceOf(string field)
        {
            foreach (var member in Group?.Members ?? [])
                if (member.Name == field && AsksPresence(member)) return true;
            return Outer?.AsksPresenceOf(field) == true;
        }
    }
}
