using Router.Rules.Conditions;
using Router.Rules.Expressions;
using Router.Rules.Json;

namespace Router.Rules.Loading;

/// Reads one rule, or the default.
internal sealed class RuleReader(
    Vocabulary payments, IReadOnlyCollection<string>? currencies, NamedLists lists, RuleLoadContext known, Findings findings)
{
    private const int MaxIdLength = 100;

    private static readonly string[] s_members =
        ["id", "description", "priority", "enabled", "activeFrom", "activeTo", "windows", "when", "route", "decline", "whenAllDown"];

    private static readonly string[] s_defaultMembers = ["description", "route", "decline", "whenAllDown"];
    private static readonly string[] s_whenAllDown = ["refuse", "try"];

    private readonly TestReader _tests = new(lists, findings);
    private readonly ExpressionReader _expressions = new(payments, lists, findings);
    private readonly ScheduleReader _schedules = new(findings);
    private readonly RouteReader _routes = new(known, new TestReader(lists, findings), findings);
    // Where each stands. Not the item: it would keep its whole rule.
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    /// Null after an error. A disabled rule is checked like any other.
    public Rule? Read(JsonItem item, int fileIndex)
    {
        if (!Shape.IsObject(item, "A rule", findings)) return null;
        if (item.Member("default") is { } misplaced)
        {
            findings.Error(DiagnosticIds.UnknownName, misplaced, "\"default\" is no rule. It stands beside \"rules\", behind its closing bracket.");
            return null;
        }

        var id = item.Member("id") is { Value.Kind: JsonKind.Text } written ? written.Value.Text : null;
        findings.RuleId = id;
        Shape.OnlyKnown(item, "A rule", s_members, findings);
        CheckId(item);
        CheckDescription(item);
        var priority = Priority(item.Member("priority"));
        var enabled = item.Member("enabled") is not { } flag || (Shape.Boolean(flag.Value, "\"enabled\"", findings) ?? true);
        var conditions = new List<Condition>();
        _schedules.Read(item, conditions);
        if (item.Member("when") is { } when) When(when.Value, conditions);
        var verdict = Outcome(item, id);
        findings.RuleId = null;
        if (verdict is null) return null;
        var (line, column) = findings.Locate(item.Offset);
        return new Rule(priority, fileIndex, line, column, enabled, GroupReader.All(conditions), verdict);
    }

    public Verdict? ReadDefault(JsonItem item)
    {
        if (!Shape.IsObject(item, "\"default\"", findings)) return null;
        Shape.OnlyKnown(item, "\"default\"", s_defaultMembers, findings);
        CheckDescription(item);
        return Outcome(item, null);
    }

    private void CheckId(JsonItem item)
    {
        if (item.Member("id") is not { } member)
        {
            findings.Error(
                DiagnosticIds.Missing, item,
                "The rule has no \"id\". Give it a name of its own: decisions are explained by it.");
            return;
        }

        if (Shape.Text(member.Value, "\"id\"", MaxIdLength, findings) is not { } id) return;
        if (_ids.TryAdd(id, member.Value.Offset)) return;
        var (line, _) = findings.Locate(_ids[id]);
        findings.Error(DiagnosticIds.DuplicateRule, member.Value, $"Another rule is called \"{id}\" (line {line}). Every id stands once.");
    }

    private void CheckDescription(JsonItem item)
    {
        if (item.Member("description") is { Value.Kind: not JsonKind.Text } description)
            findings.Error(
                DiagnosticIds.WrongType, description.Value,
                $"\"description\" is a text; here stands {Shape.Kind(description.Value)}.");
    }

    private int Priority(JsonMember? member)
    {
        if (member is null) return 0;
        if (member.Value.TryInteger(out var priority) && priority is >= int.MinValue and <= int.MaxValue) return (int)priority;
        findings.Error(DiagnosticIds.WrongType, member.Value, $"\"priority\" is a whole number between -2147483648 and 2147483647, without quotes; higher ones are asked first.{Hints.ForInteger(member.Value, "priority")}");
        return 0;
    }

    private void When(JsonItem item, List<Condition> conditions)
    {
        if (!Shape.IsObject(item, "\"when\"", findings)) return;
        var group = new GroupReader(payments, _tests, findings, _expressions);
        foreach (var (_, condition) in group.ReadTerms(item)) conditions.Add(condition);
        if (group.AmountAt is { } amount) ExponentCheck.Check(amount, item, currencies, lists, findings);
    }

    private Verdict? Outcome(JsonItem item, string? ruleId)
    {
        var errorsBefore = findings.ErrorCount;
        var down = item.Member("whenAllDown") is { } word ? Shape.Word(word.Value, "whenAllDown", s_whenAllDown, findings) : 0;
        var route = item.Member("route") is { } to ? _routes.Route(to.Value) : null;
        var reason = item.Member("decline") is { } why ? _routes.Decline(why.Value) : null;
        if (item.Member("route") is null && item.Member("decline") is null)
            findings.Error(
                DiagnosticIds.Missing, item,
                "Neither \"route\" nor \"decline\" is given. Say what happens to a payment that gets here.");
        if (item.Member("route") is not null && item.Member("decline") is { } both)
            findings.Error(DiagnosticIds.Contradiction, both, "\"route\" and \"decline\" stand side by side. Keep one of them.");
        if (findings.ErrorCount > errorsBefore) return null;
        return new Verdict
        {
            RuleId = ruleId,
            Index = -1,
            Outcome = route is null ? RuleOutcome.Decline : RuleOutcome.Route,
            Reason = reason,
            Route = route,
            TryWhenAllDown = down == 1,
        };
    }
}
