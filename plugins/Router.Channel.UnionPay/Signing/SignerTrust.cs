using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Router.Channel.UnionPay.Signing;

/// <summary>
/// Whether the certificate that a message carries is UnionPay's: it leads to a root of the settings, holds now, and bears UnionPay's
/// name. Merchants' certificates come from the same authority, so the name is what tells UnionPay from another merchant.
/// </summary>
internal sealed class SignerTrust(X509Certificate2[] roots, X509Certificate2[] middles, IReadOnlyList<string> names)
{
    private const int RememberedMax = 16;
    private const string CommonName = "2.5.4.3";
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, Remembered> _remembered = new(StringComparer.Ordinal);

    /// <summary>The signer's public key, or null and why the certificate is not believed.</summary>
    public byte[]? KeyOf(string pem, DateTimeOffset now, out string why)
    {
        why = "";
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pem)));
        if (_remembered.TryGetValue(id, out var known) && now >= known.From && now <= known.To) return known.Key;
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            using var rsa = certificate.GetRSAPublicKey();
            if (rsa is null) why = "the signer's key is not RSA";
            else if (!IsNamed(certificate)) why = "the signer's certificate does not bear UnionPay's name";
            else if (Chained(certificate, now, out var from, out var to))
            {
                if (_remembered.Count >= RememberedMax) _remembered.Clear();
                var key = rsa.ExportSubjectPublicKeyInfo();
                _remembered[id] = new(key, from, to);
                return key;
            }
            else why = "the signer's certificate does not lead to a root of rootCertificates, or has ended";
        }
        catch (CryptographicException)
        {
            why = "signPubKeyCert is no readable certificate";
        }

        return null;
    }

    private bool IsNamed(X509Certificate2 certificate)
    {
        var common = certificate.SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == CommonName)
            .Select(part => part.GetSingleElementValue()).ToList();
        if (common is not [{ } name]) return false;
        var parts = name.Split('@');
        return names.Contains(parts.Length > 2 ? parts[2] : name);
    }

    // An authority that changes its key may keep its name, and the platform takes one issuer for each name: so, where all together lead
    // nowhere, each pair by itself.
    private bool Chained(X509Certificate2 certificate, DateTimeOffset now, out DateTimeOffset from, out DateTimeOffset to)
    {
        // Certificate objects are not promised to be safe for several threads, and a new certificate is seen seldom.
        using var alone = _lock.EnterScope();
        if (Chained(certificate, roots, middles, now, out from, out to)) return true;
        foreach (var root in roots.Length * middles.Length > 1 ? roots : [])
        {
            foreach (var middle in middles)
            {
                if (Chained(certificate, [root], [middle], now, out from, out to)) return true;
            }
        }

        return false;
    }

    private static bool Chained(
        X509Certificate2 certificate, X509Certificate2[] roots, X509Certificate2[] middles, DateTimeOffset now, out DateTimeOffset from, out DateTimeOffset to)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.ExtraStore.AddRange(middles);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        var good = chain.Build(certificate);
        (from, to) = (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        foreach (var element in chain.ChainElements)
        {
            if (new DateTimeOffset(element.Certificate.NotBefore.ToUniversalTime()) is var starts && starts > from) from = starts;
            if (new DateTimeOffset(element.Certificate.NotAfter.ToUniversalTime()) is var ends && ends < to) to = ends;
        }

        return good && now >= from && now <= to;
    }

    private sealed record Remembered(byte[] Key, DateTimeOffset From, DateTimeOffset To);
}
