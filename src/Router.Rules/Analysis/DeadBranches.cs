using Router.Rules.Json;
using Router.Rules.Loading;

namespace Router.Rules.Analysis;

/// Finds members of "any" that can never hold beside what stands around them.
internal sealed class DeadBranches(RuleDocument document, Space space, Vocabulary vocabulary, Findings findings)
{
    private readonly Findings _unheard = new(new SourceText("", default));

    public void Check(RuleSet set)
    {
        var tests = new TestReader(new NamedLists(document.Root.Member("lists")?.Value, _unheard), _unheard);
        foreach (var rule in set.Rules)
        {
            if (document.Rules[rule.FileIndex].Member("when") is not { } when || !HasAny(when.Value)) continue;
            findings.RuleId = rule.Verdict.RuleId;
            var around = set.Currencies is { } currencies ? space.OneOfCurrencies(currencies) : Formula.All([]);
            Walk(when.Value, around, tests);
        }

        findings.RuleId = null;
    }

    // Inside "not" a branch that never holds takes nothing away; a group that never holds as a whole is told of its rule.
    private void Walk(JsonItem group, Formula around, TestReader tests)
    {
        var inside = Formula.All([around, Read(group, tests)]);
        if (Boxes.Of(inside, space) is { IsNever: true } or { IsPartial: true }) return;
        foreach (var member in group.Members)
        {
            if (member.Name == "all")
            {
                foreach (var item in member.Value.Items) Walk(item, inside, tests);
            }
            else if (member.Name == "any")
            {
                foreach (var item in member.Value.Items) Branch(item, inside, tests);
            }
        }
    }

    private void Branch(JsonItem item, Formula around, TestReader tests)
    {
        var boxes = Boxes.Of(Formula.All([around, Read(item, tests)]), space);
        if (!boxes.IsNever)
        {
            if (HasAny(item)) Walk(item, around, tests);
            return;
        }

        var names = boxes.Conflicts.Select(c => space[c].Name).Where(n => n.Length > 0).Distinct();
        findings.At(
            DiagnosticIds.DeadBranch, item.Offset, item.Path,
            $"This member of \"any\" can never hold: look at {string.Join(" and ", names)}, here and in the conditions around it. Mend or delete it.",
            null, RuleSeverity.Warning);
    }

    private Formula Read(JsonItem group, TestReader tests) =>
        Formula.All(new GroupReader(vocabulary, tests, _unheard).ReadTerms(group).Select(t => space.Of(t.Condition)));

    private static bool HasAny(JsonItem group) =>
        group.Members.Exists(m => m.Name == "any" || (m.Name == "all" && m.Value.Items.Exists(HasAny)));
}
