using Router.Rules.Json;

namespace Router.Rules.Diff;

/// Short words for a piece of JSON, and comparing pieces by what they mean.
internal static class ItemText
{
    private const int MaxLength = 120;

    public static string Of(JsonItem item)
    {
        var text = item.Kind is JsonKind.Array or JsonKind.Object ? CanonicalJson.Text(item) : item.Text;
        return text.Length <= MaxLength ? text : text[..MaxLength] + "…";
    }

    /// Unique for a value: "1" and 1 differ.
    public static string Key(JsonItem item) => CanonicalJson.Text(item);

    public static bool AreSame(JsonItem? one, JsonItem? other) =>
        one is null || other is null ? ReferenceEquals(one, other) : Key(one) == Key(other);

    /// The values only the first has, each once, in its order.
    public static List<JsonItem> Without(IReadOnlyList<JsonItem> some, IReadOnlyList<JsonItem> others)
    {
        var seen = new HashSet<string>(others.Select(Key), StringComparer.Ordinal);
        return [.. some.Where(i => seen.Add(Key(i)))];
    }

    /// The members' values of two objects under each name that either has, in the order of the new one, what is gone last.
    public static IEnumerable<(string Name, JsonItem? Old, JsonItem? Now)> Members(JsonItem? old, JsonItem? now)
    {
        foreach (var member in now?.Members ?? []) yield return (member.Name, old?.Member(member.Name)?.Value, member.Value);
        foreach (var member in old?.Members ?? [])
            if (now?.Member(member.Name) is null) yield return (member.Name, member.Value, null);
    }
}
