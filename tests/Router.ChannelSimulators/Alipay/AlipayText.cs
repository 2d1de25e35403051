using System.Globalization;
using System.Text;
using Router.Abstractions;

namespace Router.ChannelSimulators.Alipay;

/// <summary>Alipay's texts, written and read by hand.</summary>
internal static class AlipayText
{
    public static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(936)!;

    public static string Beijing(DateTimeOffset time) =>
        time.UtcDateTime.AddHours(8).ToString("yyyy'-'MM'-'dd' 'HH':'mm':'ss", CultureInfo.InvariantCulture);

    public static DateTimeOffset? Beijing(string text) =>
        text.Length == 19 && DateTime.TryParseExact(text, "yyyy'-'MM'-'dd' 'HH':'mm':'ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new DateTimeOffset(DateTime.SpecifyKind(time.AddHours(-8), DateTimeKind.Utc))
            : null;

    public static string Yuan(long fen) => $"{(fen < 0 ? "-" : "")}{Math.Abs(fen) / 100}.{Math.Abs(fen) % 100:00}";

    /// <summary>0.01 to 100000000, two decimals at most, no blanks and no sign.</summary>
    public static Money? Yuan(string text)
    {
        var parts = text.Split('.');
        if (parts.Length is < 1 or > 2 || parts[0].Length is 0 or > 9 || parts.Any(part => part.Length == 0 || part.Any(c => c is < '0' or > '9'))) return null;
        var cents = parts.Length == 1 ? "00" : parts[1].PadRight(2, '0');
        if (cents.Length != 2) return null;
        var fen = (long.Parse(parts[0], CultureInfo.InvariantCulture) * 100) + long.Parse(cents, CultureInfo.InvariantCulture);
        return fen is >= 1 and <= 10_000_000_000 ? new Money(fen, Currency.CNY) : null;
    }

    public static Dictionary<string, string> Form(string text)
    {
        var fields = new Dictionary<string, string>();
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? "" : pair[(equals + 1)..];
            fields.Add(Plain(name), Plain(value));
        }

        return fields;
    }

    public static string Form(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in fields)
        {
            if (text.Length > 0) text.Append('&');
            text.Append(name).Append('=');
            foreach (var octet in Encoding.UTF8.GetBytes(value))
            {
                if (char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'*') text.Append((char)octet);
                else if (octet == ' ') text.Append('+');
                else text.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return text.ToString();
    }

    /// <summary>What is signed: names in order of their bytes, empty values left out.</summary>
    public static string Joined(IReadOnlyDictionary<string, string> fields, params string[] without)
    {
        var names = fields.Keys.Where(name => !without.Contains(name) && fields[name] != "").ToList();
        names.Sort(string.CompareOrdinal);
        var text = "";
        foreach (var name in names) text += (text == "" ? "" : "&") + name + "=" + fields[name];
        return text;
    }

    /// <summary>A JSON object as Alipay writes it: slashes escaped, Chinese as it is.</summary>
    public static string Json(IEnumerable<(string Name, string Value)> fields)
    {
        var text = new StringBuilder("{");
        foreach (var (name, value) in fields)
        {
            if (text.Length > 1) text.Append(',');
            text.Append('"').Append(name).Append("\":\"");
            foreach (var letter in value)
            {
                text.Append(letter switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    '/' => "\\/",
                    '\n' => "\\n",
                    < ' ' => $"\\u{(int)letter:x4}",
                    _ => letter.ToString(),
                });
            }

            text.Append('"');
        }

        return text.Append('}').ToString();
    }

    private static string Plain(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
