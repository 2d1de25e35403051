using System.Globalization;
using System.Text;

namespace Router.Rules.Json;

/// A value of a JSON text that knows where it stands, so that a finding can name path, line and column. What it holds is made when it is
/// asked for. For one reader at a time.
internal sealed class JsonItem(JsonTokens tokens, int number, JsonItem? parent, int index)
{
    private static readonly List<JsonItem> s_noItems = [];
    private static readonly List<JsonMember> s_noMembers = [];

    // Its text, items or members, whichever it has: there are very many of these.
    private object? _made;

    public JsonTokens Tokens => tokens;

    /// The number of its token.
    public int Number => number;

    public JsonKind Kind => tokens[number].Kind;

    /// First byte of the value in the source.
    public int Offset => tokens[number].Offset;

    /// The text of a string, or the literal as written of a number or a boolean.
    public string Text => Kind is JsonKind.Array or JsonKind.Object ? "" : (string)(_made ??= tokens.Text(number));

    public List<JsonItem> Items => Kind == JsonKind.Array ? (List<JsonItem>)(_made ??= ReadItems()) : s_noItems;

    public List<JsonMember> Members => Kind == JsonKind.Object ? (List<JsonMember>)(_made ??= ReadMembers()) : s_noMembers;

    public bool IsTrue => Kind == JsonKind.Boolean && tokens.RawText(number)[0] == (byte)'t';

    public string Path
    {
        get
        {
            var path = new StringBuilder();
            AppendPath(path);
            return path.ToString();
        }
    }

    /// The items of an array, made anew and kept by nobody: of thousands of rules only the one being read is needed.
    public IEnumerable<JsonItem> NewItems()
    {
        var at = 0;
        for (var item = number + 1; item < tokens[number].End; item = tokens[item].End) yield return new(tokens, item, this, at++);
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
            && long.TryParse(tokens.RawText(number), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    private List<JsonItem> ReadItems()
    {
        var items = new List<JsonItem>(tokens[number].Length);
        for (var item = number + 1; item < tokens[number].End; item = tokens[item].End) items.Add(new(tokens, item, this, items.Count));
        return items;
    }

    private List<JsonMember> ReadMembers()
    {
        var members = new List<JsonMember>(tokens[number].Length);
        for (var member = number + 1; member < tokens[number].End; member = tokens[member].End)
            members.Add(new(tokens.NameOf(member), tokens[member].NameOffset, new(tokens, member, this, 0)));
        return members;
    }

    private void AppendPath(StringBuilder path)
    {
        if (parent is null)
        {
            path.Append('$');
            return;
        }

        parent.AppendPath(path);
        if (tokens[number].Name < 0) path.Append('[').Append(index.ToString(CultureInfo.InvariantCulture)).Append(']');
        else if (tokens.NameOf(number) is var name && IsPlain(name)) path.Append('.').Append(name);
        else path.Append("['").Append(name.Replace("'", "\\'", StringComparison.Ordinal)).Append("']");
    }

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c != '_' && c != '$') return false;
        return text.Length > 0;
    }
}
