using Router.Rules.Json;

namespace Router.Rules.Diff;

/// Differences of what happens to a payment: route or decline.
internal sealed class RouteDiff(ChangeList changes)
{
    private readonly ConditionDiff _conditions = new(changes);

    public void Compare(JsonItem old, JsonItem now)
    {
        Word("whenAllDown", old, now, "refuse");
        var (before, after) = (old.Member("route")?.Value, now.Member("route")?.Value);
        if (before is not null && after is not null) Route(before, after);
        else if (after is not null) changes.Add($"now routes to {Names(after)} instead of declining", old, after);
        else if (before is not null) changes.Add($"now declines ({Reason(now)}) instead of routing", before, now);
        else if (Reason(old) != Reason(now)) changes.Add($"reason of the decline \"{Reason(old)}\" → \"{Reason(now)}\"", old, now);
    }

    /// "weighted sim-a, sim-b", "declines (reason)".
    public static string Words(JsonItem rule) => rule.Member("route")?.Value is { } route
        ? $"{route.Member("strategy")?.Value.Text} {Names(route)}"
        : $"declines ({Reason(rule)})";

    private void Route(JsonItem old, JsonItem now)
    {
        Word("strategy", old, now, "");
        Word("onExhausted", old, now, "continue");
        Word("stickBy", old, now, "");
        Candidates("candidate", old.Member("candidates")?.Value, now.Member("candidates")?.Value);
        Candidates("fallback", old.Member("fallback")?.Value, now.Member("fallback")?.Value);
    }

    private void Word(string name, JsonItem old, JsonItem now, string otherwise)
    {
        var (before, after) = (old.Member(name)?.Value, now.Member(name)?.Value);
        var (one, other) = (before?.Text ?? otherwise, after?.Text ?? otherwise);
        if (one == other) return;
        if (one.Length == 0) changes.Add($"{name} {other} added", old, after);
        else if (other.Length == 0) changes.Add($"{name} {one} removed", before, now);
        else changes.Add($"{name} {one} → {other}", before ?? old, after ?? now);
    }

    private void Candidates(string what, JsonItem? old, JsonItem? now)
    {
        var (before, after) = (Named(old), Named(now));
        foreach (var (name, item) in after)
        {
            if (before.Find(b => b.Name == name).Item is { } earlier) Candidate($"{what} {name}", earlier, item);
            else changes.Add($"{what} {name}{(what == "fallback" ? "" : $" (weight {Weight(item)})")} added", old, item);
        }

        foreach (var (name, item) in before.Where(b => !after.Exists(a => a.Name == b.Name))) changes.Add($"{what} {name} removed", item, now);
        var (kept, keptNow) = (before.Select(b => b.Name).Where(n => after.Exists(a => a.Name == n)).ToList(), after.Select(a => a.Name).Where(n => before.Exists(b => b.Name == n)).ToList());
        if (!kept.SequenceEqual(keptNow)) changes.Add($"{what}s in another order: {string.Join(", ", kept)} → {string.Join(", ", keptNow)}", old, now);
    }

    private void Candidate(string what, JsonItem old, JsonItem now)
    {
        if (Weight(old) != Weight(now)) changes.Add($"{what}: weight {Weight(old)} → {Weight(now)}", old, now);
        _conditions.Group($"{what}: where ", old.Member("where")?.Value, now.Member("where")?.Value);
    }

    // The second of one name is "sim-a (2)": where conditions differ, an account may stand twice.
    private static List<(string Name, JsonItem Item)> Named(JsonItem? array)
    {
        var named = new List<(string Name, JsonItem Item)>();
        foreach (var item in array?.Items ?? [])
        {
            var name = Name(item);
            var earlier = named.Count(n => n.Name == name || n.Name.StartsWith(name + " (", StringComparison.Ordinal));
            named.Add((earlier == 0 ? name : $"{name} ({earlier + 1})", item));
        }

        return named;
    }

    private static string Name(JsonItem item) =>
        item.Member("account")?.Value.Text
        ?? (item.Member("channel") is { } channel ? "channel:" + channel.Value.Text : item.Member("tag") is { } tag ? "tag:" + tag.Value.Text : ItemText.Of(item));

    private static string Weight(JsonItem item) => item.Member("weight")?.Value.Text ?? "1";

    private static string Names(JsonItem route) => string.Join(", ", Named(route.Member("candidates")?.Value).Select(c => c.Name));

    private static string Reason(JsonItem rule) => rule.Member("decline")?.Value.Member("reason")?.Value.Text ?? "";
}
