using System.Security.Cryptography.X509Certificates;

namespace Router.Channel.Alipay.Signing;

/// <summary>Whether a certificate leads to one of the configured roots. Nothing is fetched: neither issuers nor revocation lists.</summary>
internal static class CertificateChain
{
    /// <param name="roots">The bundle's certificates.</param>
    /// <param name="chain">The leaf and its issuers.</param>
    /// <param name="now">When it must be good; null where only the lineage counts.</param>
    public static bool LeadsTo(IReadOnlyList<byte[]> roots, IReadOnlyList<byte[]> chain, DateTimeOffset? now)
    {
        var loaded = new List<X509Certificate2>();
        using var builder = new X509Chain();
        try
        {
            var policy = builder.ChainPolicy;
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.RevocationMode = X509RevocationMode.NoCheck;
            policy.DisableCertificateDownloads = true;
            if (now is { } at) policy.VerificationTime = at.UtcDateTime;
            else policy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
            foreach (var bytes in chain.Concat(roots)) loaded.Add(X509CertificateLoader.LoadCertificate(bytes));
            foreach (var issuer in loaded.Skip(1)) policy.ExtraStore.Add(issuer);
            foreach (var root in loaded.Skip(chain.Count)) policy.CustomTrustStore.Add(root);
            return builder.Build(loaded[0]);
        }
        finally
        {
            foreach (var element in builder.ChainElements) element.Certificate.Dispose();
            foreach (var certificate in loaded) certificate.Dispose();
        }
    }
}
