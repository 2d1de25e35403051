using Router.Rules;
using Router.Rules.Explain;
using Spectre.Console;

namespace Router.Host.Offline.Explain;

/// <summary>The explanation of the rules as a tree: marks and words say everything, colours only help.</summary>
internal static class RuleTree
{
    public static Tree Of(RuleExplanation explanation, IReadOnlyList<ExplainedRule> shown)
    {
        var tree = new Tree(Head(explanation)).Guide(TreeGuide.Line);
        var facts = tree.AddNode("facts");
        foreach (var (name, value) in explanation.Facts.Present()) facts.AddNode(Markup.Escape($"{name} = {value}"));
        foreach (var odd in explanation.Facts.Unrecognised) facts.AddNode("[yellow]" + Markup.Escape($"not understood, so absent: {odd}") + "[/]");
        foreach (var odd in explanation.Facts.Contradictions) facts.AddNode("[yellow]" + Markup.Escape($"contradiction: {odd}") + "[/]");
        if (explanation.Currencies is { } currencies) Add(tree, currencies, "the file's ");
        foreach (var rule in shown) AddRule(tree, rule);
        tree.AddNode("[grey]" + Markup.Escape(Counts(explanation)) + "[/]");
        return tree;
    }

    private static string Head(RuleExplanation explanation)
    {
        var verdict = explanation.Verdict;
        var end = verdict.Outcome == RuleOutcome.Decline
            ? $"declines: {verdict.Reason}"
            : $"{Strategy(verdict.Route!)} {string.Join(", ", verdict.Route!.Candidates)}";
        return Markup.Escape($"rule {verdict.RuleId ?? "(default)"} {end}");
    }

    private static string Strategy(Rules.Route route) => $"routes, {char.ToLowerInvariant(route.Strategy.ToString()[0])}{route.Strategy.ToString()[1..]}:";

    private static void AddRule(Tree tree, ExplainedRule rule)
    {
        var node = tree.AddNode(Markup.Escape($"rule {rule.Id} (line {rule.Line}, priority {rule.Priority}): {Fate(rule)}"));
        if (rule.Conditions.Count == 0) node.AddNode("without conditions: every payment");
        foreach (var condition in rule.Conditions) Add(node, condition);
    }

    private static string Fate(ExplainedRule rule) => rule.Fate switch
    {
        RuleFate.Won => "decided",
        RuleFate.Behind => "matches too, but a rule before it decided",
        RuleFate.Gated => "not asked: the file's currencies leave this payment to the default",
        RuleFate.Disabled => rule.FailedCount == 0 ? "switched off; it would match" : "switched off",
        _ => rule.FailedCount == 1 ? "fails by one condition" : $"fails by {rule.FailedCount} conditions",
    };

    private static void Add(IHasTreeNodes parent, ExplainedCondition condition, string before = "")
    {
        if (condition is { Kind: ExplainedKind.Expression, Field: null })
        {
            var value = parent.AddNode(Markup.Escape($"{condition.Expected} = {condition.Actual}"));
            foreach (var part in condition.Parts) Add(value, part);
            return;
        }

        var mark = condition.Holds ? "[green]✓ holds[/]" : "[red]✗ fails[/]";
        var field = condition.Field is null ? "" : condition.Field + ": ";
        var actual = condition.Actual is null ? "" : condition.Holds && condition.Actual == condition.Expected ? "" : $"; it is {condition.Actual}";
        var note = condition.Note is null ? "" : $" ({condition.Note})";
        var node = parent.AddNode($"{mark}  {Markup.Escape($"{before}{field}{condition.Expected}{actual}{note}")}");
        foreach (var part in condition.Parts) Add(node, part);
    }

    private static string Counts(RuleExplanation explanation) =>
        $"{explanation.RuleCount} rules: {explanation.CountOf(RuleFate.Failed)} fail, {explanation.NearMissCount} of them by one thing, "
        + $"{explanation.CountOf(RuleFate.Behind)} match behind, {explanation.CountOf(RuleFate.Gated)} not asked, {explanation.CountOf(RuleFate.Disabled)} switched off";
}
