using System.Text;

namespace Router.Channel.Alipay.Calls;

/// <summary>application/x-www-form-urlencoded, written and read.</summary>
internal static class FormText
{
    private const int MostFields = 256;
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);

    public static string Write(IEnumerable<KeyValuePair<string, string>> fields) =>
        string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"));

    /// <summary>Reads a form whose "charset" field may name GBK. Strict: half an escape, bytes that are no text and a name given twice are refused.</summary>
    /// <returns>Null where it is no form.</returns>
    public static SortedDictionary<string, string>? Read(ReadOnlySpan<byte> form)
    {
        var pairs = new List<(byte[] Name, byte[] Value)>();
        foreach (var range in form.Split((byte)'&'))
        {
            var pair = form[range];
            if (pair.IsEmpty) continue;
            var equals = pair.IndexOf((byte)'=');
            var name = Unescape(equals < 0 ? pair : pair[..equals]);
            var value = Unescape(equals < 0 ? default : pair[(equals + 1)..]);
            if (name is null || value is null || pairs.Count == MostFields) return null;
            pairs.Add((name, value));
        }

        var charset = pairs.Find(pair => pair.Name.AsSpan().SequenceEqual("charset"u8)).Value;
        return Decode(pairs, Encoding.Latin1.GetString(charset ?? []));
    }

    private static SortedDictionary<string, string>? Decode(List<(byte[] Name, byte[] Value)> pairs, string charset)
    {
        Encoding? encoding = charset.ToUpperInvariant() switch
        {
            "" or "UTF-8" or "UTF8" => s_utf8,
            "GBK" or "GB2312" or "GB18030" => Gbk.Strict,
            _ => null,
        };
        if (encoding is null) return null;
        try
        {
            var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, value) in pairs)
                if (!fields.TryAdd(encoding.GetString(name), encoding.GetString(value))) return null;
            return fields;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static byte[]? Unescape(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                bytes[length++] = text[i] == '+' ? (byte)' ' : text[i];
                continue;
            }

            if (i + 2 >= text.Length || Hex(text[i + 1]) is not { } high || Hex(text[i + 2]) is not { } low) return null;
            bytes[length++] = (byte)((high << 4) | low);
            i += 2;
        }

        return bytes[..length];
    }

    private static int? Hex(byte digit) => char.IsAsciiHexDigit((char)digit) ? Convert.ToInt32(((char)digit).ToString(), 16) : null;
}
