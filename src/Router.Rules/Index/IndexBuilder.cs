using System.Numerics;
using Router.Rules.Conditions;

namespace Router.Rules.Index;

/// Makes the index of a rule set. What it costs is bounded, whatever the rules: a dimension has at most `BytesPerRule` for each rule that
/// speaks of it and `BytesAlways` beside, and makes its rows coarser where that is not enough.
internal static class IndexBuilder
{
    public const int MaxDimensions = 64;
    public const int BytesPerRule = 1024;
    public const int BytesAlways = 1024 * 1024;
    private const long MaxSteps = 8_000_000;

    public static RuleIndex Build(IReadOnlyList<Rule> rules)
    {
        var reader = new TermReader(rules.Count);
        for (var i = 0; i < rules.Count; i++) reader.Read(i, rules[i].When);
        var store = new RowStore(rules.Count);
        var stepsLeft = MaxSteps;
        var dimensions = new List<(Dimension Dimension, int Usual)>();
        var turns = new List<(int Place, int Rule)>();
        foreach (var draft in reader.Drafts.Where(d => !d.Mentions.IsUnfit).OrderByDescending(d => d.Uses.Count).Take(MaxDimensions))
            dimensions.Add(Make(draft, store, turns, ref stepsLeft));
        // Those that leave the fewest rules come first: most blocks are empty before the rest is asked.
        Dimension[] ordered = [.. dimensions.OrderBy(d => d.Usual).Select(d => d.Dimension)];
        return new RuleIndex(ordered, store, Residuals(reader, rules.Count));
    }

    private static (Dimension Dimension, int Usual) Make(DimensionDraft draft, RowStore store, List<(int Place, int Rule)> turns, ref long stepsLeft)
    {
        var line = new ValueLine(draft.Mentions);
        var usual = new ulong[store.BlockCount * RuleIndex.BlockWords];
        for (var rule = 0; rule < store.RuleCount; rule++) usual[rule / 64] |= 1UL << (rule % 64);
        turns.Clear();
        var unread = new List<int>();
        var segments = new Segments(draft.Key, line);
        var terms = new List<Condition>();
        var ruleCount = 0;
        for (var i = 0; i < draft.Uses.Count;)
        {
            var rule = draft.Uses[i].Rule;
            FactCondition? member = null;
            terms.Clear();
            for (; i < draft.Uses.Count && draft.Uses[i].Rule == rule; i++)
            {
                terms.Add(draft.Uses[i].Term);
                if (draft.Uses[i].IsMember) member = (FactCondition)draft.Uses[i].Term;
            }

            ruleCount++;
            if (!segments.Read(terms, member, ref stepsLeft))
            {
                unread.Add(rule);
                continue;
            }

            if (!segments.Usual) usual[rule / 64] &= ~(1UL << (rule % 64));
            segments.AddTurns(rule, turns);
        }

        var perhaps = new ulong[usual.Length];
        var rowOf = Rows(store, usual, line.Count, turns, ruleCount, perhaps);
        foreach (var rule in unread) perhaps[rule / 64] |= 1UL << (rule % 64);
        draft.Perhaps = perhaps;
        var count = 0;
        foreach (var word in usual) count += BitOperations.PopCount(word);
        return (new Dimension(draft.Key, line, rowOf), count);
    }

    private static int[] Rows(RowStore store, ulong[] usual, int places, List<(int Place, int Rule)> turns, int ruleCount, ulong[] perhaps)
    {
        var bytesMax = BytesAlways + ((long)BytesPerRule * ruleCount);
        if (new RowSweep(store, usual).Write(places, turns, 1, bytesMax, perhaps) is { } exact) return exact;
        // Even rows that share nothing stay within this.
        var rowsMax = Math.Max(1, (int)(bytesMax / (store.BlockCount * (RuleIndex.BlockBytes + sizeof(int) + 1L))) - ValueLine.FirstText - 2);
        return new RowSweep(store, usual).Write(places, turns, (places + rowsMax - 1) / rowsMax, long.MaxValue / 2, perhaps)!;
    }

    private static Condition?[] Residuals(TermReader reader, int ruleCount)
    {
        var residuals = new Condition?[ruleCount];
        var terms = new List<Condition>();
        for (var i = 0; i < reader.Terms.Count;)
        {
            var rule = reader.Terms[i].Rule;
            terms.Clear();
            for (; i < reader.Terms.Count && reader.Terms[i].Rule == rule; i++)
                if (reader.Terms[i].Only?.IsExactFor(rule) != true) terms.Add(reader.Terms[i].Term);
            if (terms.Count > 0) residuals[rule] = terms.Count == 1 ? terms[0] : new AllCondition([.. terms]);
        }

        return residuals;
    }
}
