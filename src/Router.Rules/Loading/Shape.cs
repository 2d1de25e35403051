using Router.Rules.Json;

namespace Router.Rules.Loading;

/// Checks that many readers need: the kind of an item, the names of its members.
internal static class Shape
{
    public static bool IsObject(JsonItem item, string what, Findings findings)
    {
        if (item.Kind == JsonKind.Object) return true;
        findings.Error(DiagnosticIds.WrongType, item, $"{what} is an object, {{ … }}; here stands {Kind(item)}.{Hints.ForObject(item, what)}");
        return false;
    }

    public static bool IsArray(JsonItem item, string what, Findings findings)
    {
        if (item.Kind == JsonKind.Array) return true;
        findings.Error(DiagnosticIds.WrongType, item, $"{what} is an array, [ … ]; here stands {Kind(item)}.{Hints.ForArray(item, what)}");
        return false;
    }

    public static void OnlyKnown(JsonItem item, string what, string[] known, Findings findings)
    {
        for (var i = 0; i < item.Members.Count; i++)
        {
            var member = item.Members[i];
            if (Array.IndexOf(known, member.Name) >= 0) continue;
            // Read on as what was meant: then one slip is one finding, and what stands inside is checked too.
            if (Unknown(member, what, known, findings) is { } meant && item.Member(meant) is null) item.Members[i] = member with { Name = meant };
        }
    }

    /// What was probably meant.
    public static string? Unknown(JsonMember member, string what, IReadOnlyList<string> known, Findings findings)
    {
        var meant = Suggest.Nearest(member.Name, known);
        // The whole list helps only who is not told the one word.
        var all = meant is null ? $" It knows: {Suggest.List(known)}." : "";
        findings.Error(DiagnosticIds.UnknownName, member, $"{what} has no \"{member.Name}\".{all}", meant);
        return meant;
    }

    /// Text that is not empty; null, with an error, otherwise.
    public static string? Text(JsonItem item, string what, int maxLength, Findings findings)
    {
        if (item.Kind != JsonKind.Text) findings.Error(DiagnosticIds.WrongType, item, $"{what} is a text in quotes; here stands {Kind(item)}.");
        else if (string.IsNullOrWhiteSpace(item.Text)) findings.Error(DiagnosticIds.Empty, item, $"{what} is empty. Write something, or leave it out.");
        else if (item.Text.Length > maxLength)
            findings.Error(
                DiagnosticIds.Limit, item,
                $"{what} has {item.Text.Length} characters; at most {maxLength} are allowed.");
        else return item.Text;
        return null;
    }

    /// One of a few words, as an index into them.
    public static int? Word(JsonItem item, string what, IReadOnlyList<string> words, Findings findings)
    {
        if (item.Kind != JsonKind.Text)
        {
            findings.Error(DiagnosticIds.WrongType, item, $"{what} is one of {Suggest.List(words)}; here stands {Kind(item)}.");
            return null;
        }

        for (var i = 0; i < words.Count; i++)
            if (words[i] == item.Text) return i;
        findings.Error(
            DiagnosticIds.UnknownValue, item, $"\"{item.Text}\" is no {what}. It is one of {Suggest.List(words)}.", Suggest.Nearest(item.Text, words));
        return null;
    }

    public static bool? Boolean(JsonItem item, string what, Findings findings)
    {
        if (item.Kind == JsonKind.Boolean) return item.IsTrue;
        findings.Error(DiagnosticIds.WrongType, item, $"{what} is true or false, without quotes; here stands {Kind(item)}.{Hints.ForBoolean(item)}");
        return null;
    }

    public static string Kind(JsonItem item) => item.Kind switch
    {
        JsonKind.Text => "a text",
        JsonKind.Number => "a number",
        JsonKind.Boolean => "a boolean",
        JsonKind.Array => "an array",
        JsonKind.Object => "an object",
        _ => "null",
    };
}
