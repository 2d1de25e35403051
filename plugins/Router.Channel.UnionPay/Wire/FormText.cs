using System.Buffers;
using System.Globalization;
using System.Text;

namespace Router.Channel.UnionPay.Wire;

/// <summary>Writes and reads <c>application/x-www-form-urlencoded</c> in UTF-8.</summary>
internal static class FormText
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Write(IEnumerable<KeyValuePair<string, string>> fields) =>
        string.Join('&', fields.Select(f => Uri.EscapeDataString(f.Key) + "=" + Uri.EscapeDataString(f.Value)));

    /// <summary>The fields, or null where the text is no such form: a bad escape, no UTF-8, a name twice, a value that could be cut otherwise.</summary>
    public static Dictionary<string, string>? Parse(ReadOnlySpan<byte> body)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            var equals = pair.IndexOf((byte)'=');
            if (equals <= 0 || Unescape(pair[..equals]) is not { } name || Unescape(pair[(equals + 1)..]) is not { } value) return null;
            if (!FieldRules.IsName(name) || !FieldRules.IsValue(value) || !fields.TryAdd(name, value)) return null;
        }

        return fields;
    }

    private static string? Unescape(ReadOnlySpan<byte> text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(text.Length + 1);
        try
        {
            var length = 0;
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] != (byte)'%')
                {
                    bytes[length++] = text[i] == (byte)'+' ? (byte)' ' : text[i];
                    continue;
                }

                if (i + 2 >= text.Length || !byte.TryParse(text.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[length++]))
                    return null;
                i += 2;
            }

            return s_strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
