using System.Globalization;
using System.Text;

namespace Router.Rules;

/// The one normalisation of text, for rules and payments alike: trimmed, Unicode form C, bounded.
internal static class FactText
{
    public const int MaxLength = 256;

    private static readonly string[] s_instantForms =
        ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mmzzz"];

    /// Null where nothing usable remains.
    public static string? Normalise(string? text)
    {
        if (text is null) return null;
        text = text.Trim();
        if (text.Length is 0 or > MaxLength) return null;
        try
        {
            return text.IsNormalized() ? text : text.Normalize();
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair: no text.
            return null;
        }
    }

    /// ISO 8601 with an offset; without one it is no instant.
    public static bool TryInstant(string text, out DateTimeOffset instant)
    {
        if (text.EndsWith('Z')) text = text[..^1] + "+00:00";
        return DateTimeOffset.TryParseExact(text, s_instantForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out instant);
    }

    /// Cuts to eight digits before anything else is done with it; null where that leaves no BIN.
    public static string? CardBin(string? text)
    {
        if (text is null) return null;
        text = text.Trim();
        if (text.Length > 8) text = text[..8];
        return text.Length >= 6 && text.All(char.IsAsciiDigit) ? text : null;
    }

    public static bool IsMethod(string text)
    {
        var dot = text.IndexOf('.');
        if (dot <= 0 || dot == text.Length - 1) return false;
        for (var i = 0; i < text.Length; i++)
            if (i != dot && !(char.IsAsciiLetterLower(text[i]) || char.IsAsciiDigit(text[i]) || text[i] == '-')) return false;
        return true;
    }
}
