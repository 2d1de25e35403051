using System.Globalization;
using Router.Abstractions;

namespace Router.Channel.PayPal.Notifications;

/// <summary>What PayPal says of a notification in its headers.</summary>
/// <param name="Id">PAYPAL-TRANSMISSION-ID.</param>
/// <param name="TimeText">PAYPAL-TRANSMISSION-TIME, as signed.</param>
/// <param name="Time">The same, read.</param>
/// <param name="Signature">PAYPAL-TRANSMISSION-SIG, base64.</param>
/// <param name="CertificateUrl">PAYPAL-CERT-URL.</param>
internal sealed record Transmission(string Id, string TimeText, DateTimeOffset Time, string Signature, string CertificateUrl)
{
    public const string Algorithm = "SHA256withRSA";

    /// <returns>Null where a header is missing or is not what it should be.</returns>
    public static Transmission? Read(IReadOnlyDictionary<string, string> headers)
    {
        var id = Header(headers, "paypal-transmission-id", 100);
        var time = Header(headers, "paypal-transmission-time", 100);
        var signature = Header(headers, "paypal-transmission-sig", 2000);
        var url = Header(headers, "paypal-cert-url", 500);
        if (id is null || time is null || signature is null || url is null || Header(headers, "paypal-auth-algo", 100) != Algorithm) return null;
        return JsonReading.ReadTime(time) is { } at ? new(id, time, at, signature, url) : null;
    }

    /// <summary>
    /// The text that PayPal signs: id, time, our webhook's id and the CRC-32 of the exact body in decimal (the rule of PayPal's own SDKs).
    /// </summary>
    public string SignedText(string webhookId, ReadOnlySpan<byte> body) =>
        string.Create(CultureInfo.InvariantCulture, $"{Id}|{TimeText}|{webhookId}|{Crc32.Of(body)}");

    private static string? Header(IReadOnlyDictionary<string, string> headers, string name, int lengthMax) =>
        headers.TryGetValue(name, out var value) && value.Length > 0 && value.Length <= lengthMax && !value.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? value
            : null;
}
