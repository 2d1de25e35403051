using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Router.Channel.PayPal.Settings;

namespace Router.Channel.PayPal.Notifications;

/// <summary>Checks PayPal's signature here, with its certificate.</summary>
internal sealed class OfflineVerifier(PayPalSettings settings, CertificateShelf certificates)
{
    public async Task<Verification> VerifyAsync(Transmission transmission, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var (certificate, failure) = await certificates.GetAsync(transmission.CertificateUrl, cancellationToken);
        if (certificate is null) return failure!;
        return settings.WebhookIds.Any(id => IsSigned(transmission.SignedText(id, body.Span), transmission.Signature, certificate))
            ? Verification.Good
            : Verification.Bad("the signature is not PayPal's for any of the account's webhooks");
    }

    public static bool IsSigned(string text, string signature, X509Certificate2 certificate)
    {
        var bytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, bytes, out var length)) return false;
        using var key = certificate.GetRSAPublicKey();
        return key is not null && key.VerifyData(Encoding.UTF8.GetBytes(text), bytes.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
