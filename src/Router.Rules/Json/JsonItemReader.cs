using System.Text;
using System.Text.Json;
using Router.Rules.Loading;

namespace Router.Rules.Json;

/// Reads a JSON text into items that know their place. Comments, trailing commas and repeated names are told and read over, so that one
/// pass shows every problem; a text that is no JSON at all ends the reading.
internal ref struct JsonItemReader
{
    public const int MaxBytes = 32 * 1024 * 1024;
    public const int MaxDepth = 64;
    private const int FewMembers = 16;

    private readonly SourceText _source;
    private readonly Findings _findings;
    private Utf8JsonReader _reader;
    private int _commaAt;

    private JsonItemReader(SourceText source, Findings findings)
    {
        _source = source;
        _findings = findings;
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

        var root = ReadValue(null, null, 0);
        while (Next())
        {
            // Only comments can follow; anything else has thrown.
        }

        return root;
    }

    private bool Next()
    {
        _commaAt = -1;
        while (true)
        {
            var from = (int)_reader.BytesConsumed;
            if (!_reader.Read()) return false;
            var start = (int)_reader.TokenStartIndex;
            var comma = start > from ? _source.Bytes[from..start].IndexOf((byte)',') : -1;
            if (comma >= 0) _commaAt = from + comma;
            if (_reader.TokenType != JsonTokenType.Comment) return true;
            _findings.At(DiagnosticIds.Comment, start, "$", "Comments are not allowed here. Put the words into \"description\".");
        }
    }

    private JsonItem ReadValue(JsonItem? parent, string? name, int index)
    {
        var offset = (int)_reader.TokenStartIndex;
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(new JsonItem(JsonKind.Object, offset, parent, name, index));
            case JsonTokenType.StartArray:
                return ReadArray(new JsonItem(JsonKind.Array, offset, parent, name, index));
            case JsonTokenType.String:
                return new JsonItem(JsonKind.Text, offset, parent, name, index) { Text = _reader.GetString()! };
            case JsonTokenType.Number:
                return new JsonItem(JsonKind.Number, offset, parent, name, index) { Text = Encoding.ASCII.GetString(_reader.ValueSpan) };
            case JsonTokenType.Null:
                return new JsonItem(JsonKind.Null, offset, parent, name, index) { Text = "null" };
            default:
                var text = _reader.TokenType == JsonTokenType.True ? "true" : "false";
                return new JsonItem(JsonKind.Boolean, offset, parent, name, index) { Text = text };
        }
    }

    private JsonItem ReadObject(JsonItem item)
    {
        CheckDepth();
        HashSet<string>? seen = null;
        while (Next() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var nameOffset = (int)_reader.TokenStartIndex;
            var name = _reader.GetString()!;
            Next();
            var value = ReadValue(item, name, 0);
            if (IsNew(item, name, ref seen)) item.Members.Add(new JsonMember(name, nameOffset, value));
            else _findings.At(DiagnosticIds.DuplicateName, nameOffset, value.Path, $"\"{name}\" stands here twice. Keep one of them.");
        }

        CheckTrailingComma(item);
        return item;
    }

    // Few names are compared one by one; a set for each object would cost more than the objects.
    private static bool IsNew(JsonItem item, string name, ref HashSet<string>? seen)
    {
        if (item.Members.Count < FewMembers) return item.Member(name) is null;
        seen ??= new(item.Members.Select(m => m.Name), StringComparer.Ordinal);
        return seen.Add(name);
    }

    private JsonItem ReadArray(JsonItem item)
    {
        CheckDepth();
        while (Next() && _reader.TokenType != JsonTokenType.EndArray)
            item.Items.Add(ReadValue(item, null, item.Items.Count));
        CheckTrailingComma(item);
        return item;
    }

    private readonly void CheckTrailingComma(JsonItem item)
    {
        if (_commaAt >= 0)
            _findings.At(
                DiagnosticIds.Comment, _commaAt, item.Path,
                "A comma after the last entry is not allowed. Delete it.");
    }

    private readonly void CheckDepth()
    {
        if (_reader.CurrentDepth >= MaxDepth) throw new TooDeepException();
    }

    private sealed class TooDeepException : Exception;
}
