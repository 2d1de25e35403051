using System.Globalization;
using Router.Rules.Conditions;
using Router.Rules.Expressions;

namespace Router.Rules.Explain;

/// Puts one compiled condition and what the payment brings into words.
internal static class ConditionExplainer
{
    private const string Absent = "absent";

    public static ExplainedCondition Explain(Condition condition, Facts facts) => condition switch
    {
        FactCondition fact => OfFact(FactNames.Of((FactId)fact.Slot), fact.Test, facts[fact.Slot], facts),
        MetadataCondition metadata => OfFact("metadata." + metadata.Key, metadata.Test, facts.Metadata(metadata.Key), facts),
        ActiveCondition active => OfTime(ScheduleText.Active(active), Shown(facts[(int)FactId.Time]), active.Holds(facts)),
        WindowCondition window => OfTime(
            ScheduleText.Window(window), facts.Time is { } time ? ScheduleText.Clock(time, window.Zone) : Absent, window.Holds(facts)),
        AllCondition all => Group(ExplainedKind.All, all.Conditions.Count == 0 ? "every payment" : "all of these", all, all.Conditions, facts),
        AnyCondition any => Group(ExplainedKind.Any, "one of these", any, any.Conditions, facts),
        NotCondition not => Group(ExplainedKind.Not, "not this", not, [not.Inner], facts),
        ExpressionCondition expression => OfExpression(expression, facts),
        _ => throw new InvalidOperationException($"No words are known for a {condition.GetType().Name}."),
    };

    private static ExplainedCondition OfFact(string field, ValueTest test, FactValue value, Facts facts)
    {
        var holds = test.Holds(value);
        return new(ExplainedKind.Fact, field, TestText.Of(test), Shown(value), holds, Note(field, test, value, holds, facts), []);
    }

    private static ExplainedCondition OfTime(string expected, string actual, bool holds) =>
        new(ExplainedKind.Schedule, "time", expected, actual, holds, null, []);

    private static ExplainedCondition OfExpression(ExpressionCondition expression, Facts facts)
    {
        var trace = expression.Trace(facts);
        return new(ExplainedKind.Expression, "expr", expression.Source, trace.Shown, expression.Holds(facts), null, [.. trace.Parts.Select(OfPart)]);
    }

    // A part counts as held unless it is false or absent: what a mark beside "3" would mean nobody knows.
    private static ExplainedCondition OfPart(ExpressionTrace part) => new(
        ExplainedKind.Expression, null, part.Source, part.Shown, !part.Value.IsAbsent && part.Value != FactValue.OfBoolean(false), null,
        [.. part.Parts.Select(OfPart)]);

    private static ExplainedCondition Group(ExplainedKind kind, string words, Condition condition, IReadOnlyList<Condition> parts, Facts facts) =>
        new(kind, null, words, null, condition.Holds(facts), null, [.. parts.Select(p => Explain(p, facts))]);

    private static string Shown(FactValue value) => value.Kind switch
    {
        FactKind.Absent => Absent,
        FactKind.Instant => ScheduleText.Instant(value.Number),
        FactKind.Texts => string.Join(", ", value.Texts!),
        _ => value.ToString(),
    };

    private static string? Note(string field, ValueTest test, FactValue value, bool holds, Facts facts)
    {
        if (!value.IsAbsent) return KindNote(test, value, holds);
        var start = field + ": ";
        foreach (var given in facts.Unrecognised)
            if (given.StartsWith(start, StringComparison.Ordinal)) return $"given, but not understood ({given[start.Length..]})";
        return !holds && test is NoneOfTest ? "a comparison with an unknown fact never holds" : null;
    }

    // "1" and 1 look alike in words.
    private static string? KindNote(ValueTest test, FactValue value, bool holds)
    {
        if (holds || test is not MemberTest { Values.Count: > 0 } member) return null;
        foreach (var wanted in member.Values)
            if (wanted.Kind != value.Kind && wanted.ToString() == value.ToString())
                return string.Create(CultureInfo.InvariantCulture, $"the rule asks for {Kind(wanted.Kind)}, the payment brings {Kind(value.Kind)}");
        return null;
    }

    private static string Kind(FactKind kind) => kind switch
    {
        FactKind.Integer => "a number",
        FactKind.Boolean => "true or false",
        FactKind.Instant => "a time",
        FactKind.Texts => "several texts",
        _ => "a text",
    };
}
