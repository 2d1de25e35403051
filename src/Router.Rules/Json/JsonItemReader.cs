using System.Text.Json;
using System.Text.Unicode;
using Router.Rules.Loading;

namespace Router.Rules.Json;

/// Reads a JSON text into items that know their place. Comments, trailing commas and repeated names are told and read over, so that one
/// pass shows every problem; a text that is no JSON at all ends the reading.
internal ref struct JsonItemReader
{
    public const int MaxBytes = 32 * 1024 * 1024;
    public const int MaxDepth = 64;
    private const int FewMembers = 16;
    private const int BytesPerToken = 10;

    private readonly SourceText _source;
    private readonly Findings _findings;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly bool _isUnicode;
    private readonly NameTable _names = new();
    // The containers around, outermost first: the token of each and its place in the one around it.
    private readonly List<(int Number, int Index)> _around = [];
    private JsonToken[] _tokens;
    private int _count;
    private Utf8JsonReader _reader;
    private int _commaAt;

    private JsonItemReader(SourceText source, Findings findings)
    {
        _source = source;
        _findings = findings;
        _bytes = source.Bytes;
        _isUnicode = Utf8.IsValid(_bytes);
        _tokens = new JsonToken[(_bytes.Length / BytesPerToken) + 16];
        _commaAt = -1;
        // The reader's own depth limit lies beyond ours, so that ours gives the message.
        _reader = new Utf8JsonReader(source.Bytes, new JsonReaderOptions
        {
            CommentHandling = JsonCommentHandling.Allow,
            AllowTrailingCommas = true,
            MaxDepth = MaxDepth + 8,
        });
    }

    public static JsonItem? Read(SourceText source, Findings findings)
    {
        if (source.Bytes.Length > MaxBytes)
        {
            findings.At(
                DiagnosticIds.Limit, 0,
                "$", $"The text has {source.Bytes.Length} bytes; at most {MaxBytes} are read. Split or shorten it.");
            return null;
        }

        var reader = new JsonItemReader(source, findings);
        try
        {
            return reader.ReadAll();
        }
        catch (JsonException e)
        {
            var at = source.OffsetOf(e.LineNumber ?? 0, e.BytePositionInLine ?? 0);
            var (offset, message) = JsonMistake.Describe(source, at);
            findings.At(DiagnosticIds.NotJson, offset, "$", $"This is not JSON: {message}");
        }
        catch (InvalidOperationException)
        {
            findings.At(
                DiagnosticIds.NotJson, (int)reader._reader.TokenStartIndex, "$", "This is not JSON: the text is not valid Unicode. Save the file as UTF-8.");
        }
        catch (TooDeepException)
        {
            findings.At(
                DiagnosticIds.Limit, (int)reader._reader.TokenStartIndex, "$", $"Nested deeper than {MaxDepth} levels. Flatten this part.");
        }

        return null;
    }

    private JsonItem? ReadAll()
    {
        if (!Next())
        {
            _findings.At(DiagnosticIds.NotJson, 0, "$", "The text is empty. Write one JSON object.");
            return null;
        }

        ReadValue(-1, -1, 0);
        while (Next())
        {
            // Only comments can follow; anything else has thrown.
        }

        return new JsonItem(new JsonTokens(_source, _tokens, _names.Names), 0, null, 0);
    }

    private bool Next()
    {
        _commaAt = -1;
        while (true)
        {
            var from = (int)_reader.BytesConsumed;
            if (!_reader.Read()) return false;
            var start = (int)_reader.TokenStartIndex;
            var isComment = _reader.TokenType == JsonTokenType.Comment;
            if (isComment || _reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                var comma = _bytes[from..start].IndexOf((byte)',');
                if (comma >= 0) _commaAt = from + comma;
            }

            if (!isComment) return true;
            _findings.At(DiagnosticIds.Comment, start, "$", "Comments are not allowed here. Put the words into \"description\".");
        }
    }

    private void ReadValue(int name, int nameOffset, int index)
    {
        if (_count == _tokens.Length) Array.Resize(ref _tokens, _tokens.Length * 2);
        var number = _count++;
        ref var token = ref _tokens[number];
        token = new JsonToken { Offset = (int)_reader.TokenStartIndex, Name = name, NameOffset = nameOffset, Length = _reader.ValueSpan.Length, End = _count };
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                token.Kind = JsonKind.Object;
                ReadObject(number, index);
                break;
            case JsonTokenType.StartArray:
                token.Kind = JsonKind.Array;
                ReadArray(number, index);
                break;
            case JsonTokenType.String:
                token.Kind = JsonKind.Text;
                token.IsEscaped = _reader.ValueIsEscaped;
                // Throws where it is no valid Unicode.
                if (token.IsEscaped || !_isUnicode) _ = _reader.GetString();
                break;
            case JsonTokenType.Number:
                token.Kind = JsonKind.Number;
                break;
            case JsonTokenType.True or JsonTokenType.False:
                token.Kind = JsonKind.Boolean;
                break;
        }
    }

    private void ReadObject(int number, int index)
    {
        CheckDepth();
        _around.Add((number, index));
        HashSet<int>? seen = null;
        var length = 0;
        while (Next() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var nameOffset = (int)_reader.TokenStartIndex;
            if (!_isUnicode) _ = _reader.GetString();
            var name = _names.NumberOf(ref _reader, _bytes);
            var member = _count;
            Next();
            ReadValue(name, nameOffset, 0);
            if (IsNew(number, member, length, ref seen))
            {
                length++;
                continue;
            }

            _findings.At(DiagnosticIds.DuplicateName, nameOffset, PathOf(member), $"\"{_names.Names[name]}\" stands here twice. Keep one of them.");
            _count = member;
        }

        Close(number, length);
    }

    // Few names are compared one by one; a set for each object would cost more than the objects.
    private readonly bool IsNew(int container, int member, int length, ref HashSet<int>? seen)
    {
        var name = _tokens[member].Name;
        if (length < FewMembers)
        {
            for (var other = container + 1; other < member; other = _tokens[other].End)
                if (_tokens[other].Name == name) return false;
            return true;
        }

        if (seen is null)
        {
            seen = [];
            for (var other = container + 1; other < member; other = _tokens[other].End) seen.Add(_tokens[other].Name);
        }

        return seen.Add(name);
    }

    private void ReadArray(int number, int index)
    {
        CheckDepth();
        _around.Add((number, index));
        var length = 0;
        while (Next() && _reader.TokenType != JsonTokenType.EndArray) ReadValue(-1, -1, length++);
        Close(number, length);
    }

    private void Close(int number, int length)
    {
        _tokens[number].Length = length;
        _tokens[number].End = _count;
        if (_commaAt >= 0)
            _findings.At(DiagnosticIds.Comment, _commaAt, PathOf(-1), "A comma after the last entry is not allowed. Delete it.");
        _around.RemoveAt(_around.Count - 1);
    }

    /// Of a member of the innermost container, or, with -1, of that itself.
    private readonly string PathOf(int member)
    {
        var tokens = new JsonTokens(_source, _tokens, _names.Names);
        JsonItem? item = null;
        foreach (var (number, index) in _around) item = new(tokens, number, item, index);
        return (member < 0 ? item! : new(tokens, member, item, 0)).Path;
    }

    private readonly void CheckDepth()
    {
        if (_reader.CurrentDepth >= MaxDepth) throw new TooDeepException();
    }

    private sealed class TooDeepException : Exception;
}
