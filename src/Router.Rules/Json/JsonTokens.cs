using System.Text;
using System.Text.Json;

namespace Router.Rules.Json;

/// A read JSON text: its values in the order of the file and the names in it, each once. One array instead of an object for every value,
/// because files of ten thousand rules are read.
internal sealed class JsonTokens(SourceText source, JsonToken[] all, IReadOnlyList<string> names)
{
    private const int MaxRecentLength = 32;

    // A line of facts needs few, a file of rules many.
    private string?[]? _recent;
    private CanonicalNames? _canonicalNames;

    public CanonicalNames CanonicalNames => _canonicalNames ??= new(names);

    public ref readonly JsonToken this[int number] => ref all[number];

    public string NameOf(int number) => names[all[number].Name];

    /// The bytes of a text between its quotes, or of a number, a boolean or null.
    public ReadOnlySpan<byte> RawText(int number)
    {
        ref readonly var token = ref all[number];
        return source.Bytes.Slice(token.Kind == JsonKind.Text ? token.Offset + 1 : token.Offset, token.Length);
    }

    public string Text(int number)
    {
        ref readonly var token = ref all[number];
        switch (token.Kind)
        {
            case JsonKind.Null:
                return "null";
            case JsonKind.Boolean:
                return source.Bytes[token.Offset] == (byte)'t' ? "true" : "false";
        }

        if (!token.IsEscaped) return Plain(RawText(number));
        var reader = new Utf8JsonReader(source.Bytes.Slice(token.Offset, token.Length + 2));
        reader.Read();
        return reader.GetString()!;
    }

    // The same few values stand in every rule.
    private string Plain(ReadOnlySpan<byte> raw)
    {
        if (raw.Length is 0 or > MaxRecentLength) return Encoding.UTF8.GetString(raw);
        _recent ??= new string?[all.Length < 1_000 ? 16 : 2_048];
        var sum = 0U;
        foreach (var one in raw) sum = (sum * 31) + one;
        ref var recent = ref _recent[sum % _recent.Length];
        if (recent is null || !Ascii.Equals(raw, recent)) recent = Encoding.UTF8.GetString(raw);
        return recent;
    }
}
