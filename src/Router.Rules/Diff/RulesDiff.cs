using Router.Rules.Json;

namespace Router.Rules.Diff;

/// Differences of two lists of rules, held together by id.
internal sealed class RulesDiff(ChangeList changes)
{
    private readonly RuleDiff _rules = new(changes);

    public void Compare(JsonItem? old, JsonItem? now)
    {
        var (before, after) = (InOrder(old), InOrder(now));
        var pairs = Pairs(before, after);
        var (byOld, byNew) = (pairs.Select(p => p.Old).ToHashSet(), pairs.ToDictionary(p => p.New));
        var moves = Moves(before, after, pairs);
        for (var place = 0; place < after.Count; place++)
        {
            var rule = after[place];
            changes.RuleId = rule.Id;
            if (!byNew.TryGetValue(place, out var pair))
            {
                changes.Add($"added, {Behind(after, place)}: {RouteDiff.Words(rule.Item)}{(RuleDiff.IsEnabled(rule.Item) ? "" : " (switched off)")}", null, rule.Item);
                continue;
            }

            var earlier = before[pair.Old];
            if (earlier.Id != rule.Id) changes.Add($"new name of {earlier.Id}, which says the same", earlier.Item, rule.Item);
            if (moves.TryGetValue(place, out var move)) changes.Add(move, earlier.Item, rule.Item);
            _rules.Compare(earlier.Item, rule.Item);
        }

        for (var place = 0; place < before.Count; place++)
        {
            if (byOld.Contains(place)) continue;
            changes.RuleId = before[place].Id;
            changes.Add($"removed; it was {Behind(before, place)}: {RouteDiff.Words(before[place].Item)}", before[place].Item, null);
        }

        changes.RuleId = null;
    }

    /// By place in the new order, in words.
    private static Dictionary<int, string> Moves(List<Placed> before, List<Placed> after, List<Pair> pairs)
    {
        var ranks = pairs.Select(p => p.New).Order().Select((place, rank) => (place, rank)).ToDictionary(p => p.place, p => p.rank);
        var moved = RuleOrder.Moved([.. pairs.Select(p => ranks[p.New])], [.. pairs.Select(p => before[p.Old].Priority != after[p.New].Priority)]);
        var moves = new Dictionary<int, string>();
        for (var i = 0; i < pairs.Count; i++)
        {
            var (one, other) = (before[pairs[i].Old], after[pairs[i].New]);
            var priority = one.Priority == other.Priority ? "" : $"priority {one.Priority} → {other.Priority}, ";
            if (moved[i]) moves[pairs[i].New] = $"{priority}moved: now {Behind(after, pairs[i].New)}, it was {Behind(before, pairs[i].Old)}";
            else if (priority.Length > 0) moves[pairs[i].New] = $"{priority}the order of evaluation stays";
        }

        return moves;
    }

    /// In old order of evaluation. What has a new name and says the same is one rule.
    private static List<Pair> Pairs(List<Placed> before, List<Placed> after)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var place = 0; place < after.Count; place++) places.TryAdd(after[place].Id, place);
        var contents = new Dictionary<string, int>(StringComparer.Ordinal);
        var ids = before.Select(b => b.Id).ToHashSet(StringComparer.Ordinal);
        for (var place = 0; place < after.Count; place++)
            if (!ids.Contains(after[place].Id)) contents.TryAdd(Content(after[place].Item), place);

        var pairs = new List<Pair>();
        for (var place = 0; place < before.Count; place++)
        {
            if (places.Remove(before[place].Id, out var same) || contents.Remove(Content(before[place].Item), out same)) pairs.Add(new(place, same));
        }

        return pairs;
    }

    private static string Content(JsonItem rule) => string.Join(
        ',', rule.Members.Where(m => m.Name != "id").OrderBy(m => m.Name, StringComparer.Ordinal).Select(m => m.Name + ":" + ItemText.Key(m.Value)));

    private static string Behind(List<Placed> rules, int place) => place == 0 ? "asked first" : $"asked after {rules[place - 1].Id}";

    private static List<Placed> InOrder(JsonItem? rules)
    {
        var placed = new List<Placed>();
        foreach (var item in rules?.Items ?? [])
        {
            var id = item.Member("id")?.Value.Text ?? item.Path;
            var priority = item.Member("priority")?.Value is { } written && written.TryInteger(out var number) ? number : 0;
            placed.Add(new(id, priority, item));
        }

        return [.. placed.OrderByDescending(p => p.Priority)];
    }

    private sealed record Placed(string Id, long Priority, JsonItem Item);

    private sealed record Pair(int Old, int New);
}
