using System.Globalization;
using System.Text;

namespace Router.Rules.Json;

/// A value of a JSON text that knows where it stands, so that a finding can name path, line and column.
internal sealed class JsonItem(JsonKind kind, int offset, JsonItem? parent, string? name, int index)
{
    // Most items are plain values, and nothing is ever added to those.
    private static readonly List<JsonItem> s_noItems = [];
    private static readonly List<JsonMember> s_noMembers = [];

    public JsonKind Kind { get; } = kind;

    /// First byte of the value in the source.
    public int Offset { get; } = offset;

    /// The text of a string, or the literal as written of a number or a boolean.
    public string Text { get; init; } = "";

    public List<JsonItem> Items { get; } = kind == JsonKind.Array ? [] : s_noItems;

    public List<JsonMember> Members { get; } = kind == JsonKind.Object ? [] : s_noMembers;

    public bool IsTrue => Kind == JsonKind.Boolean && Text == "true";

    public string Path
    {
        get
        {
            var path = new StringBuilder();
            AppendPath(path);
            return path.ToString();
        }
    }

    public JsonMember? Member(string member)
    {
        foreach (var candidate in Members)
            if (candidate.Name == member) return candidate;
        return null;
    }

    /// Whole numbers only: 1.0 and 1e3 are refused, because nobody reads them as an amount without thinking.
    public bool TryInteger(out long value)
    {
        value = 0;
        return Kind == JsonKind.Number
            && long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    private void AppendPath(StringBuilder path)
    {
        if (parent is null)
        {
            path.Append('$');
            return;
        }

        parent.AppendPath(path);
        if (name is null) path.Append('[').Append(index.ToString(CultureInfo.InvariantCulture)).Append(']');
        else if (IsPlain(name)) path.Append('.').Append(name);
        else path.Append("['").Append(name.Replace("'", "\\'", StringComparison.Ordinal)).Append("']");
    }

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c != '_' && c != '$') return false;
        return text.Length > 0;
    }
}
