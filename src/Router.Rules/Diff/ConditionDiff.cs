using Router.Rules.Json;

namespace Router.Rules.Diff;

/// Differences of two groups of conditions, "when" or "where".
internal sealed class ConditionDiff(ChangeList changes)
{
    /// Told in front of every difference: "where of sim-a: ", "any: ".
    public void Group(string at, JsonItem? old, JsonItem? now)
    {
        foreach (var (name, before, after) in ItemText.Members(old, now))
        {
            if (ItemText.AreSame(before, after)) continue;
            if (before is null) changes.Add($"{at}condition {name} {ItemText.Of(after!)} added", null, after);
            else if (after is null) changes.Add($"{at}condition {name} {ItemText.Of(before)} removed", before, null);
            else if (name is "all" or "any" && before.Kind == JsonKind.Array && after.Kind == JsonKind.Array) Groups($"{at}{name}", before, after);
            else if (name == "not" && before.Kind == JsonKind.Object && after.Kind == JsonKind.Object) Group($"{at}not: ", before, after);
            else if (name is "all" or "any" or "not" or "expr") changes.Add($"{at}{name} {ItemText.Of(before)} → {ItemText.Of(after)}", before, after);
            else Field($"{at}{name}", before, after);
        }
    }

    // Groups have no names: equal ones are set aside, the rest are compared in order.
    private void Groups(string at, JsonItem old, JsonItem now)
    {
        var gone = ItemText.Without(old.Items, now.Items);
        var come = ItemText.Without(now.Items, old.Items);
        for (var i = 0; i < Math.Max(gone.Count, come.Count); i++)
        {
            if (i >= gone.Count) changes.Add($"{at}: group {ItemText.Of(come[i])} added", null, come[i]);
            else if (i >= come.Count) changes.Add($"{at}: group {ItemText.Of(gone[i])} removed", gone[i], null);
            else if (gone[i].Kind == JsonKind.Object && come[i].Kind == JsonKind.Object) Group($"{at}: ", gone[i], come[i]);
            else changes.Add($"{at}: {ItemText.Of(gone[i])} → {ItemText.Of(come[i])}", gone[i], come[i]);
        }
    }

    private void Field(string field, JsonItem old, JsonItem now)
    {
        var (before, after) = (Asked(old), Asked(now));
        foreach (var (name, values) in after)
        {
            var earlier = before.Find(a => a.Name == name).Values;
            if (earlier is null) changes.Add($"{field}: {Operator(name)}{string.Join(", ", values.Select(ItemText.Of))} added", old, now);
            else if (IsSet(name)) Sets(field, name, earlier, values, old, now);
            else if (!ItemText.AreSame(earlier[0], values[0])) changes.Add($"{field}: {name} {ItemText.Of(earlier[0])} → {ItemText.Of(values[0])}", earlier[0], values[0]);
        }

        foreach (var (name, values) in before.Where(b => !after.Exists(a => a.Name == b.Name)))
            changes.Add($"{field}: {Operator(name)}{string.Join(", ", values.Select(ItemText.Of))} removed", old, now);
    }

    private void Sets(string field, string name, IReadOnlyList<JsonItem> old, IReadOnlyList<JsonItem> now, JsonItem oldAt, JsonItem nowAt)
    {
        var (added, removed) = name == "notIn" ? ("now left out", "no longer left out") : ("added", "removed");
        foreach (var value in ItemText.Without(now, old)) changes.Add($"{field}: {(name == "prefix" ? "prefix " : "")}{ItemText.Of(value)} {added}", oldAt, value);
        foreach (var value in ItemText.Without(old, now)) changes.Add($"{field}: {(name == "prefix" ? "prefix " : "")}{ItemText.Of(value)} {removed}", value, nowAt);
    }

    // "ICBC", ["ICBC"] and { "eq": "ICBC" } ask the same; so do between and its two bounds.
    private static List<(string Name, IReadOnlyList<JsonItem> Values)> Asked(JsonItem item)
    {
        if (item.Kind != JsonKind.Object) return [("in", Several(item))];
        var asked = new List<(string, IReadOnlyList<JsonItem>)>();
        foreach (var member in item.Members)
        {
            if (member.Name == "between" && member.Value.Items.Count == 2 && item.Member("gte") is null && item.Member("lte") is null)
            {
                asked.Add(("gte", [member.Value.Items[0]]));
                asked.Add(("lte", [member.Value.Items[1]]));
            }
            else
            {
                var name = member.Name == "eq" && item.Member("in") is null ? "in" : member.Name == "ne" && item.Member("notIn") is null ? "notIn" : member.Name;
                asked.Add((name, IsSet(name) ? Several(member.Value) : [member.Value]));
            }
        }

        return asked;
    }

    private static bool IsSet(string name) => name is "in" or "notIn" or "prefix";

    private static IReadOnlyList<JsonItem> Several(JsonItem item) => item.Kind == JsonKind.Array ? item.Items : [item];

    private static string Operator(string name) => name switch
    {
        "in" => "",
        "notIn" => "other than ",
        _ => name + " ",
    };
}
