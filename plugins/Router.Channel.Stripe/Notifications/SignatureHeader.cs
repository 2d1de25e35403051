using System.Globalization;

namespace Router.Channel.Stripe.Notifications;

/// <summary>The Stripe-Signature header: a time and the signatures of scheme v1. Other schemes (v0) are left aside.</summary>
/// <remarks>https://docs.stripe.com/webhooks#verify-manually.</remarks>
internal sealed record SignatureHeader(string TimeText, DateTimeOffset Time, IReadOnlyList<string> Signatures)
{
    // Stripe signs once per secret, and no endpoint has more than two.
    private const int SignaturesMax = 16;

    /// <returns>Null for a header that is none: no time or two, a time that is no number, no v1 signature, too many.</returns>
    public static SignatureHeader? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        string? time = null;
        var signatures = new List<string>();
        foreach (var part in text.Split(','))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) continue;
            var (name, value) = (part[..equals].Trim(), part[(equals + 1)..].Trim());
            if (name == "t" && time is not null) return null;
            if (name == "t") time = value;
            else if (name == "v1") signatures.Add(value);
        }

        if (signatures.Count is 0 or > SignaturesMax) return null;
        if (time is not { Length: > 0 and <= 12 } || !time.All(char.IsAsciiDigit)) return null;
        var seconds = long.Parse(time, NumberStyles.None, CultureInfo.InvariantCulture);
        return seconds > 253402300799 ? null : new(time, DateTimeOffset.FromUnixTimeSeconds(seconds), signatures);
    }
}
