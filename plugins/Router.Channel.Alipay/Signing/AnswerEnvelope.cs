using System.Text;
using System.Text.Json;

namespace Router.Channel.Alipay.Signing;

/// <summary>
/// An answer taken apart without changing a byte: what is signed is the inner value exactly as it stands in the text, blanks and escapes
/// included.
/// </summary>
internal sealed record AnswerEnvelope(ReadOnlyMemory<byte> Inner, bool IsText, bool IsErrorNode, string? Sign, string? Serial)
{
    private const string ErrorNode = "error_response";
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    /// <param name="answer">The body.</param>
    /// <param name="node">The member that holds the answer: the method with underscores and _response.</param>
    /// <returns>Null where it is no answer.</returns>
    public static AnswerEnvelope? Read(ReadOnlyMemory<byte> answer, string node)
    {
        try
        {
            return ReadRoot(answer, node);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            return null;
        }
    }

    private static AnswerEnvelope? ReadRoot(ReadOnlyMemory<byte> answer, string node)
    {
        _ = s_strict.GetCharCount(answer.Span);
        var reader = new Utf8JsonReader(answer.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
        ReadOnlyMemory<byte>? inner = null;
        var (isText, isError) = (false, false);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? sign = null, serial = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!seen.Add(name)) return null;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var kind = reader.TokenType;
            if (name is "sign" && kind == JsonTokenType.String) sign = reader.GetString();
            else if (name is "alipay_cert_sn" && kind == JsonTokenType.String) serial = reader.GetString();
            reader.Skip();
            if (name != node && name != ErrorNode) continue;
            if (inner is not null || kind is not (JsonTokenType.StartObject or JsonTokenType.String)) return null;
            inner = answer[start..(int)reader.BytesConsumed];
            (isText, isError) = (kind == JsonTokenType.String, name == ErrorNode);
        }

        if (reader.TokenType != JsonTokenType.EndObject || reader.Read() || inner is not { } found) return null;
        return new(found, isText, isError, sign, serial);
    }
}
