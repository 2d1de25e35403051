using System.Text.RegularExpressions;

namespace Router.Channel.Stripe.Wire;

/// <summary>Takes out of Stripe's messages what must not be stored: keys, client secrets, long digit rows.</summary>
internal static partial class Scrub
{
    private const int MessageMax = 256;

    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (text.Length > 4 * MessageMax) text = text[..(4 * MessageMax)];
        text = Secrets().Replace(text, "[…]");
        return text.Length <= MessageMax ? text : text[..MessageMax];
    }

    [GeneratedRegex(@"(?:sk|rk|whsec)_[0-9A-Za-z_*]+|[0-9A-Za-z]+_[0-9A-Za-z]+_secret_[0-9A-Za-z_]+|\b[0-9](?:[ -]?[0-9]){12,18}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Secrets();
}
