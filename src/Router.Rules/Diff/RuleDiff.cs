using Router.Rules.Json;

namespace Router.Rules.Diff;

/// Differences of one rule, but for its place.
internal sealed class RuleDiff(ChangeList changes)
{
    private readonly ConditionDiff _conditions = new(changes);
    private readonly RouteDiff _routes = new(changes);

    public void Compare(JsonItem old, JsonItem now)
    {
        if (IsEnabled(old) != IsEnabled(now)) changes.Add(IsEnabled(now) ? "switched on" : "switched off", old, now);
        Date("activeFrom", old, now);
        Date("activeTo", old, now);
        Windows(old.Member("windows")?.Value, now.Member("windows")?.Value);
        _conditions.Group("", old.Member("when")?.Value, now.Member("when")?.Value);
        Outcome(old, now);
    }

    /// Of a rule or of the default.
    public void Outcome(JsonItem old, JsonItem now)
    {
        _routes.Compare(old, now);
        var (before, after) = (old.Member("description")?.Value, now.Member("description")?.Value);
        if (!ItemText.AreSame(before, after)) changes.Add(after is null ? "description removed" : before is null ? "description added" : "description changed", before, after);
    }

    public static bool IsEnabled(JsonItem rule) => rule.Member("enabled")?.Value is not { Kind: JsonKind.Boolean, IsTrue: false };

    private void Date(string name, JsonItem old, JsonItem now)
    {
        var (before, after) = (old.Member(name)?.Value, now.Member(name)?.Value);
        if (ItemText.AreSame(before, after) || IsSameInstant(before, after)) return;
        changes.Add(
            before is null ? $"{name} {after!.Text} added" : after is null ? $"{name} {before.Text} removed" : $"{name} {before.Text} → {after.Text}", before ?? old, after ?? now);
    }

    private static bool IsSameInstant(JsonItem? one, JsonItem? other) =>
        one is not null && other is not null && FactText.TryInstant(one.Text, out var instant) && FactText.TryInstant(other.Text, out var later) && instant == later;

    private void Windows(JsonItem? old, JsonItem? now)
    {
        foreach (var window in ItemText.Without(now?.Items ?? [], old?.Items ?? [])) changes.Add($"window {Window(window)} added", old, window);
        foreach (var window in ItemText.Without(old?.Items ?? [], now?.Items ?? [])) changes.Add($"window {Window(window)} removed", window, now);
    }

    private static string Window(JsonItem item)
    {
        var days = item.Member("days") is { } named ? string.Join(", ", named.Value.Items.Select(d => d.Text)) : "every day";
        return $"{days} {item.Member("from")?.Value.Text ?? "00:00"}–{item.Member("to")?.Value.Text ?? "24:00"} {item.Member("zone")?.Value.Text}";
    }
}
