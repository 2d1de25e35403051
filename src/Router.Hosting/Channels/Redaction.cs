using System.Text.RegularExpressions;

namespace Router.Hosting.Channels;

/// <summary>Blots out what looks like a card number, a key, a token or a signature. A log line too much blotted is better than one too little.</summary>
internal static partial class Redaction
{
    private const int MaxLength = 2048;

    public static string Apply(string text)
    {
        if (text.Length > MaxLength) text = text[..MaxLength] + "…";
        text = Pem().Replace(text, "[key]");
        text = Named().Replace(text, "$1[redacted]");
        text = CardNumber().Replace(text, "[number]");
        return LongToken().Replace(text, "[token]");
    }

    [GeneratedRegex("-----BEGIN[\\s\\S]*?(-----END[^-]*-----|$)")]
    private static partial Regex Pem();

    [GeneratedRegex("(?i)((?:authorization|signature|sign|secret|password|passwd|api[_-]?key|token|key)[\"']?\\s*[:=]\\s*[\"']?)[^\\s\"',;&]+")]
    private static partial Regex Named();

    [GeneratedRegex("(?<![0-9A-Za-z])[0-9](?:[ -]?[0-9]){12,18}(?![0-9A-Za-z])")]
    private static partial Regex CardNumber();

    [GeneratedRegex("[A-Za-z0-9+/=_-]{64,}")]
    private static partial Regex LongToken();
}
