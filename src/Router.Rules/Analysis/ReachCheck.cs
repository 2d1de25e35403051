using Router.Rules.Loading;

namespace Router.Rules.Analysis;

/// Asks of every rule whether a payment can reach it, and with which rules of the same priority it competes.
internal sealed class ReachCheck(RuleSet set, RuleDocument document, Space space, AnalysisOptions options, Findings findings)
{
    private const int BudgetOfRule = 50_000;
    private const int BudgetOfSet = 40_000_000;
    private const int BudgetOfTie = 2_000;
    private const int MaxTiesTold = 20;
    private const int MaxTieAttempts = 8;
    private const int MaxNamed = 5;
    private const int MaxMinimised = 16;

    private readonly BoxIndex _index = new(space);
    private readonly WitnessMaker _maker = new(space, options.Now);
    private readonly List<RuleReach> _reach = [];
    private int _ties;
    private long _work;

    public IReadOnlyList<RuleReach> Run()
    {
        for (var i = 0; i < set.Rules.Count; i++) Check(i, set.Rules[i]);
        findings.RuleId = null;
        if (_ties > MaxTiesTold)
            findings.At(
                DiagnosticIds.Tie, 0, "$", $"{_ties - MaxTiesTold} more rules tie with a rule of the same priority. Mend those told, then look again.",
                null, RuleSeverity.Warning);
        return _reach;
    }

    private void Check(int number, Rule rule)
    {
        findings.RuleId = rule.Verdict.RuleId;
        var boxes = Region(rule);
        if (boxes.IsNever)
        {
            Never(rule, boxes);
            _reach.Add(new(rule.Verdict.RuleId!, ReachState.NeverMatches, [], null));
            return;
        }

        var near = boxes.All.Select(b => (Box: b, Covers: _index.Near(b))).ToList();
        var reach = Reach(number, near, boxes.IsPartial);
        _reach.Add(reach);
        if (reach.State == ReachState.Hidden) Hidden(rule, reach);
        else CheckTies(number, rule, near);
        foreach (var box in boxes.All) _index.Add(box.Of(number));
    }

    private Boxes Region(Rule rule)
    {
        var own = space.Of(rule.When);
        return Boxes.Of(set.Currencies is { } currencies ? Formula.All([own, space.OneOfCurrencies(currencies)]) : own, space);
    }

    private RuleReach Reach(int number, List<(Box Box, List<Box> Covers)> near, bool isPartial)
    {
        var id = set.Rules[number].Verdict.RuleId!;
        string? witness = null;
        var used = new SortedSet<int>();
        var isDecided = !isPartial;
        var isCovered = true;
        foreach (var (box, covers) in near)
        {
            var search = new CoverSearch(space, _work < BudgetOfSet ? BudgetOfRule : 0, Accept);
            var result = search.Run(box, covers);
            _work += search.Work;
            used.UnionWith(search.Used);
            if (result == CoverResult.Found) return new(id, ReachState.Reached, [], witness);
            isDecided &= result != CoverResult.NotDecided;
            isCovered &= result == CoverResult.Covered;
        }

        if (isCovered && !isPartial) return new(id, ReachState.Hidden, [.. Fewest(used, near).Select(r => set.Rules[r].Verdict.RuleId!)], null);
        return new(id, isDecided ? ReachState.NoWitness : ReachState.NotDecided, [], null);

        bool Accept(Box found)
        {
            if (!options.WithWitnesses) return true;
            witness = _maker.Lines(found).FirstOrDefault(line => Evaluate(line)?.Index == number);
            return witness is not null;
        }
    }

    // A proof may have used more rules than it needs.
    private SortedSet<int> Fewest(SortedSet<int> used, List<(Box Box, List<Box> Covers)> near)
    {
        if (used.Count > MaxMinimised) return used;
        // A rule that hides it alone is the plainest answer; so is the last one that can be left out first.
        foreach (var rule in used)
            if (Covers([rule])) return [rule];
        foreach (var rule in used.Reverse().ToList())
        {
            SortedSet<int> fewer = [.. used.Where(r => r != rule)];
            if (Covers(fewer)) used = fewer;
        }

        return used;

        bool Covers(SortedSet<int> rules) => near.TrueForAll(n =>
            new CoverSearch(space, BudgetOfRule, _ => true).Run(n.Box, n.Covers.FindAll(c => rules.Contains(c.Rule))) == CoverResult.Covered);
    }

    private void CheckTies(int number, Rule rule, List<(Box Box, List<Box> Covers)> near)
    {
        var attempts = 0;
        var asked = new SortedSet<int>();
        foreach (var (box, covers) in near)
        {
            foreach (var cover in covers)
            {
                var other = set.Rules[cover.Rule];
                if (other.Priority != rule.Priority || !asked.Add(cover.Rule) || document.Outcome(other) == document.Outcome(rule)) continue;
                if (_work > BudgetOfSet || ++attempts > MaxTieAttempts) return;
                if (Example(cover.Rule, rule, box.Intersect(cover, out _)!) is not { } example) continue;
                if (++_ties <= MaxTiesTold) Tie(rule, other, example);
                return;
            }
        }
    }

    // A payment that gets the one rule and would, without it, fulfil the other.
    private string? Example(int first, Rule second, Box both)
    {
        string? example = null;
        var search = new CoverSearch(space, BudgetOfTie, box =>
        {
            example = _maker.Lines(box).FirstOrDefault(line => FactsLine.Read(line, options.Catalog, options.Bins).Value is { } facts
                && set.Evaluate(facts).Index == first && second.When.Holds(facts));
            return example is not null;
        });
        search.Run(both, _index.Near(both).FindAll(b => b.Rule < first));
        _work += search.Work;
        return example;
    }

    private Verdict? Evaluate(string line) =>
        FactsLine.Read(line, options.Catalog, options.Bins).Value is { } facts ? set.Evaluate(facts) : null;

    private void Never(Rule rule, Boxes boxes)
    {
        var names = boxes.Conflicts.Select(c => space[c].Name).Where(n => n.Length > 0).Distinct().ToList();
        var isOfCurrency = set.Currencies is not null && !Boxes.Of(space.Of(rule.When), space).IsNever;
        var message = isOfCurrency
            ? $"The rule can never match: it asks for a currency that the file's \"currencies\" ({Suggest.List([.. set.Currencies!.Order(StringComparer.Ordinal)])}) leave out. Add it there or delete the rule."
            : $"The rule can never match: its conditions{(names.Count == 0 ? "" : " on " + string.Join(" and ", names))} exclude each other. Mend one of them or delete the rule.";
        Tell(DiagnosticIds.NeverMatches, rule, message);
    }

    private void Hidden(Rule rule, RuleReach reach)
    {
        var names = string.Join(", ", reach.HiddenBy.Take(MaxNamed).Select(id => $"\"{id}\""));
        if (reach.HiddenBy.Count > MaxNamed) names += $" and {reach.HiddenBy.Count - MaxNamed} more";
        var takes = reach.HiddenBy.Count == 1 ? $"the rule {names} before it takes" : $"the rules {names} before it together take";
        Tell(
            DiagnosticIds.HiddenRule, rule,
            $"No payment can reach this rule: {takes} every payment that it matches. Give it a higher priority, narrow what stands before it, or delete it.");
    }

    private void Tie(Rule rule, Rule other, string example) => Tell(
        DiagnosticIds.Tie, rule,
        $"This rule and \"{other.Verdict.RuleId}\" (line {other.Line}) have priority {rule.Priority}, match some payments both and do different things; "
        + $"only the order of the file lets \"{other.Verdict.RuleId}\" win. Give them different priorities. Example: {example}");

    private void Tell(string id, Rule rule, string message)
    {
        var item = document.Rules[rule.FileIndex];
        findings.At(id, item.Offset, item.Path, message, null, RuleSeverity.Warning);
    }
}
