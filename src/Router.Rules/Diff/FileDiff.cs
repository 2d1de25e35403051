using Router.Rules.Json;

namespace Router.Rules.Diff;

/// Differences of two whole files.
internal sealed class FileDiff(ChangeList changes)
{
    public void Compare(JsonItem old, JsonItem now)
    {
        Name(old.Member("name")?.Value, now.Member("name")?.Value, old, now);
        Currencies(old.Member("currencies")?.Value, now.Member("currencies")?.Value, old, now);
        Lists(old.Member("lists")?.Value, now.Member("lists")?.Value, old, now);
        new RulesDiff(changes).Compare(old.Member("rules")?.Value, now.Member("rules")?.Value);
        Default(old.Member("default")?.Value, now.Member("default")?.Value);
    }

    private void Name(JsonItem? before, JsonItem? after, JsonItem old, JsonItem now)
    {
        if (ItemText.AreSame(before, after)) return;
        changes.Add($"name {before?.Text ?? "(none)"} → {after?.Text ?? "(none)"}", before ?? old, after ?? now);
    }

    private void Currencies(JsonItem? before, JsonItem? after, JsonItem old, JsonItem now)
    {
        if (before is null && after is not null) changes.Add($"currencies {Values(after)} added: payments in others go to the default", old, after);
        else if (before is not null && after is null) changes.Add($"currencies {Values(before)} removed: payments in every currency are asked", before, now);
        else if (before is not null && after is not null) Members("currencies", before, after, "");
    }

    private void Lists(JsonItem? before, JsonItem? after, JsonItem old, JsonItem now)
    {
        foreach (var (name, was, stands) in ItemText.Members(before, after))
        {
            var users = Users(stands is null ? old : now, "@" + name);
            if (was is null) changes.Add($"list {name} added: {Values(stands!)}{users}", before, stands);
            else if (stands is null) changes.Add($"list {name} removed: {Values(was)}{users}", was, after);
            else Members($"list {name}", was, stands, users);
        }
    }

    private void Members(string what, JsonItem before, JsonItem after, string users)
    {
        foreach (var value in ItemText.Without(after.Items, before.Items)) changes.Add($"{what}: {ItemText.Of(value)} added{users}", before, value);
        foreach (var value in ItemText.Without(before.Items, after.Items)) changes.Add($"{what}: {ItemText.Of(value)} removed{users}", value, after);
    }

    private void Default(JsonItem? before, JsonItem? after)
    {
        changes.Before = "default: ";
        if (before is not null && after is not null) new RuleDiff(changes).Outcome(before, after);
        else if (after is not null) changes.Add($"added: {RouteDiff.Words(after)}", null, after);
        else if (before is not null) changes.Add("removed", before, null);
        changes.Before = "";
    }

    private static string Values(JsonItem array) => string.Join(", ", array.Items.Select(ItemText.Of));

    private static string Users(JsonItem file, string reference)
    {
        var users = (file.Member("rules")?.Value.Items ?? []).Where(r => Mentions(r, reference)).Select(r => r.Member("id")?.Value.Text ?? r.Path).ToList();
        return users.Count == 0 ? " (no rule uses it)" : $" (used by {Explain.TestText.List(users, ", ")})";
    }

    private static bool Mentions(JsonItem item, string reference) =>
        (item.Kind == JsonKind.Text && item.Text == reference)
        || item.Items.Exists(i => Mentions(i, reference)) || item.Members.Exists(m => m.Name is not ("id" or "description") && Mentions(m.Value, reference));
}
