using System.Text;

namespace Router.Rules.Json;

/// Says in plain words why a text is no JSON, and what to write. The place is where the mistake is seen; an unclosed text is shown where it
/// begins.
internal sealed class JsonMistake
{
    private const string CloseIt = "Write the missing one, or look whether a quote or bracket before it is missing.";

    private readonly SourceText _source;
    private readonly Stack<(char Bracket, int Offset)> _open = [];
    private int _textStart = -1;
    private int _last = -1;

    private JsonMistake(SourceText source, int at)
    {
        _source = source;
        Scan(at);
    }

    public static (int Offset, string Message) Describe(SourceText source, int at)
    {
        var bytes = source.Bytes;
        if (bytes.Length >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF) || bytes[0] == 0 || bytes[1] == 0))
            return (0, "The file is saved as UTF-16. Save it as UTF-8.");
        var mistake = new JsonMistake(source, at);
        return mistake._textStart >= 0 ? mistake.InText(at) : at >= bytes.Length ? mistake.AtEnd(at) : mistake.Outside(at);
    }

    private ReadOnlySpan<byte> Bytes => _source.Bytes;

    // Text, brackets and the last byte that is no blank, up to the mistake.
    private void Scan(int end)
    {
        for (var i = 0; i < end; i++)
        {
            var c = (char)Bytes[i];
            if (_textStart >= 0)
            {
                if (c == '\\') i++;
                else if (c == '"')
                {
                    _textStart = -1;
                    _last = i;
                }

                continue;
            }

            if (c is ' ' or '\t' or '\r' or '\n') continue;
            _last = i;
            if (c == '"') _textStart = i;
            else if (c is '{' or '[') _open.Push((c, i));
            else if (c is '}' or ']') _open.TryPop(out _);
        }
    }

    private (int, string) InText(int at)
    {
        if (at >= Bytes.Length || Bytes[at] is (byte)'\n' or (byte)'\r')
            return (_textStart, "The text that begins here is not closed in its line. Write \" at its end.");
        if (Bytes[at] < 32) return (at, "A tab or another control character stands in a text. Write \\t for a tab.");
        if (Bytes[at - 1] == '\\')
            return (at - 1, $"A backslash in a text is written twice: \"\\\\{Character(at)}\". This matters in patterns.");
        return Bytes[Math.Max(0, at - 2)..at].Contains((byte)'\\') || Bytes[Math.Max(0, at - 6)..at].Contains((byte)'\\')
            ? (at, "\\u wants four hexadecimal digits behind it. Write the character itself, or a backslash twice.")
            : (at, "The text is not valid Unicode here. Save the file as UTF-8.");
    }

    private (int, string) AtEnd(int at)
    {
        if (_open.Count == 0) return (at, "The text ends too early. Write one JSON object.");
        var (bracket, offset) = _open.Peek();
        var line = _source.Locate(offset).Line;
        return (at, $"The text ends here, but the {bracket} of line {line} is not closed. Write {Closing(bracket)} where it ends.");
    }

    private (int, string) Outside(int at)
    {
        var character = Character(at);
        switch (character)
        {
            case "'" or "‘" or "’" or "`" or "“" or "”" or "＂" or "「" or "」":
                return (at, $"Texts stand in straight double quotes: write \" where {character} stands.");
            case "，" or "、" or ";" or "；":
                return (at, $"Entries are separated by a plain comma: write , where {character} stands.");
            case "：" or "=":
                return (at, $"Behind a name stands a plain colon: write : where {character} stands.");
            case "#":
                return (at, "Comments are not allowed here. Put the words into \"description\".");
            case "\u00A0" or "\u3000" or "\u200B" or "\uFEFF":
                return (at, "A special blank stands here, which looks like an ordinary one. Delete it and write a plain blank.");
            case "(" or ")":
                return (at, $"Round brackets have no place here. Write [ ] for several values, {{ }} for conditions.");
            case "}" or "]":
                return Closed(at, character);
            case ":":
                return (at, "Nothing with a name can stand here. Names belong into { }: write { \"name\": value }.");
            case ",":
                return (at, _last >= 0 && Bytes[_last] == ':' ? "A value is missing behind the colon. Write it."
                    : EndsName() ? "A colon and a value are missing behind the name. Write \"name\": value."
                    : "A comma too many stands here. Delete it.");
            default:
                return Value(at, character);
        }
    }

    private (int, string) Closed(int at, string character)
    {
        if (_last >= 0 && Bytes[_last] == ':') return (at, "A value is missing behind the colon. Write it.");
        if (_open.Count == 0) return (at, $"This {character} closes nothing. Delete it.");
        var (bracket, offset) = _open.Peek();
        if (Closing(bracket).ToString() == character) return (at, "A colon and a value are missing behind the name. Write \"name\": value.");
        return (at, $"{character} stands here, but the {bracket} of line {_source.Locate(offset).Line} is still open and wants {Closing(bracket)}. {CloseIt}");
    }

    private (int, string) Value(int at, string character)
    {
        if (_last >= 0 && _open.Count == 0) return (at, "Something stands behind the end of the JSON text. Delete it, or look whether a bracket closes too early.");
        var before = _last < 0 ? '\0' : (char)Bytes[_last];
        var isInObject = _open.Count > 0 && _open.Peek().Bracket == '{';
        var isTouching = _last == at - 1;
        if (isTouching && (char.IsAsciiDigit(before) || before is '-' or '+' or '.'))
        {
            return before == '0' && char.IsAsciiDigit(character[0])
                ? (at, "A number does not begin with 0. Write it without, or in quotes if the zeros count, as in a card BIN.")
                : (at, "This is no number. Write digits only, such as 1000: no blanks, underscores, units or percent signs.");
        }

        if (before is not ('\0' or '{' or '[' or ',' or ':') && !isTouching)
        {
            return isInObject && character == "\"" && EndsName()
                ? (at, "A colon is missing before this value. Write \"name\": value.")
                : (at, "A comma is missing before this. Entries are separated by commas.");
        }

        if (before == '"') return (at, "The text ends before this. A quote inside a text is written \\\"; between two entries stands a comma.");
        if (before is '}' or ']') return (at, "A comma is missing before this.");
        if (before is '{' or ',' && isInObject)
            return (at, Word(at).Length > 0 ? $"A name stands in double quotes: write \"{Word(at)}\"." : "A name in double quotes and a colon come first: write \"name\": value.");
        if (before == '\0') return (at, "The text begins with { and ends with }.");
        return (at, NoValue(at, character));
    }

    private string NoValue(int at, string character)
    {
        var word = Word(at);
        return word.ToUpperInvariant() switch
        {
            "TRUE" or "YES" or "T" => "Write true, in small letters.",
            "FALSE" or "NO" or "F" => "Write false, in small letters.",
            "NULL" or "NONE" or "NIL" or "UNDEFINED" => "There is no such value. Leave the entry out; to ask whether a fact is absent write { \"exists\": false }.",
            "NAN" or "INFINITY" or "INF" => "This is no number that a rule can use. Write digits.",
            _ when character is "+" or "." => "A number begins with a digit or with -. Write 5 for +5, 0.5 for .5.",
            _ when word.StartsWith("0x", StringComparison.OrdinalIgnoreCase) => "Numbers are written with the digits 0 to 9 only.",
            "" => $"{character} is no value. A value is a text in double quotes, a number, true, false, [ … ] or {{ … }}.",
            _ => $"A text stands in double quotes: write \"{word}\".",
        };
    }

    // Whether the text that was just closed is a name: what stands before it is { or a comma.
    private bool EndsName()
    {
        if (_open.Count == 0 || _open.Peek().Bracket != '{' || _last < 0 || Bytes[_last] != '"') return false;
        var i = _last - 1;
        while (i > 0 && (Bytes[i] != '"' || Bytes[i - 1] == '\\')) i--;
        for (i--; i >= 0; i--)
            if (Bytes[i] is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')) return Bytes[i] is (byte)'{' or (byte)',';
        return false;
    }

    private string Word(int at)
    {
        var end = at;
        while (end < Bytes.Length && end - at < 40 && (Bytes[end] > 127 || char.IsAsciiLetterOrDigit((char)Bytes[end]) || Bytes[end] is (byte)'_' or (byte)'.' or (byte)'-' or (byte)'@')) end++;
        return Encoding.UTF8.GetString(Bytes[at..end]);
    }

    private string Character(int at)
    {
        Rune.DecodeFromUtf8(Bytes[at..], out var rune, out _);
        return rune.ToString();
    }

    private static char Closing(char bracket) => bracket == '{' ? '}' : ']';
}
