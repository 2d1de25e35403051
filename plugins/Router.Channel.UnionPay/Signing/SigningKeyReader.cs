using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.UnionPay.Settings;

namespace Router.Channel.UnionPay.Signing;

/// <summary>Reads our key: a PFX, or a PEM key with its certificate or certificate number.</summary>
internal static class SigningKeyReader
{
    private const int LeastBits = 2048;

    public static SigningKey? Read(JsonElement settings, IChannelHost host, DateTimeOffset now, Problems problems)
    {
        var pfx = SettingsReader.Text(settings, "signPfx");
        var pem = SettingsReader.Text(settings, "signKey");
        if ((pfx is null) == (pem is null))
        {
            problems.Tell("signPfx", "give either signPfx (the PFX file, base64) or signKey (a PEM key), and not both.");
            return null;
        }

        return pfx is not null ? FromPfx(settings, pfx, host, now, problems) : FromPem(settings, pem!, host, now, problems);
    }

    /// <summary>The certificate's serial number as UnionPay writes it: unsigned, decimal.</summary>
    public static string CertIdOf(X509Certificate2 certificate) =>
        new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);

    private static SigningKey? FromPfx(JsonElement settings, string name, IChannelHost host, DateTimeOffset now, Problems problems)
    {
        var passwordName = SettingsReader.Text(settings, "signPfxPassword");
        var text = Secret(host, "signPfx", name, problems);
        var password = passwordName is null ? null : Secret(host, "signPfxPassword", passwordName, problems);
        if (text is null || (password is null && passwordName is not null)) return null;
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(text.Trim());
        }
        catch (FormatException)
        {
            problems.Tell("signPfx", $"the secret {name} is not base64; store the output of: base64 -w0 acp_sign.pfx.");
            return null;
        }

        try
        {
            using var certificate = X509CertificateLoader.LoadPkcs12(bytes, password, X509KeyStorageFlags.EphemeralKeySet | X509KeyStorageFlags.Exportable);
            using var rsa = certificate.GetRSAPrivateKey();
            if (rsa is not null) return Checked(rsa, certificate, CertIdOf(certificate), "signPfx", now, problems);
            problems.Tell("signPfx", certificate.HasPrivateKey ? "its key is not RSA." : "it holds no private key; export the certificate together with its key.");
        }
        catch (CryptographicException)
        {
            problems.Tell("signPfx", $"the PFX in the secret {name} cannot be opened: the file is broken or the password (signPfxPassword) is wrong.");
        }

        return null;
    }

    private static SigningKey? FromPem(JsonElement settings, string name, IChannelHost host, DateTimeOffset now, Problems problems)
    {
        var certificate = Certificate(settings, problems, out var isBroken);
        var certId = SettingsReader.Text(settings, "certId");
        if (certificate is null && certId is null && !isBroken)
            problems.Tell("certId", "signKey needs signCertificate (PEM) or certId (its serial number, decimal).");
        var derived = certificate is null ? certId : CertIdOf(certificate);
        if (certId is not null && derived != certId) problems.Tell("certId", $"is not the serial number of signCertificate, which is {derived}.");
        if (Secret(host, "signKey", name, problems) is not { } text) return null;
        using var rsa = PemKey(text, name, problems);
        if (rsa is null || derived is null || isBroken) return null;
        if (certificate?.GetRSAPublicKey() is { } publicKey && !publicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(rsa.ExportSubjectPublicKeyInfo()))
        {
            problems.Tell("signCertificate", "is not the certificate of signKey.");
            return null;
        }

        return Checked(rsa, certificate, derived, certificate is null ? "signKey" : "signCertificate", now, problems);
    }

    private static X509Certificate2? Certificate(JsonElement settings, Problems problems, out bool isBroken)
    {
        isBroken = false;
        if (SettingsReader.Text(settings, "signCertificate") is not { } text) return null;
        try
        {
            var certificate = X509Certificate2.CreateFromPem(text);
            if (certificate.GetRSAPublicKey() is not null) return certificate;
            problems.Tell("signCertificate", "its key is not RSA.");
        }
        catch (CryptographicException)
        {
            problems.Tell("signCertificate", "is no readable PEM certificate.");
        }

        isBroken = true;
        return null;
    }

    private static RSA? PemKey(string text, string name, Problems problems)
    {
        var wrong = !PemEncoding.TryFind(text, out var found)
            ? "is not PEM (-----BEGIN PRIVATE KEY-----)."
            : text[found.Label] switch
            {
                "PRIVATE KEY" or "RSA PRIVATE KEY" => null,
                "PUBLIC KEY" or "RSA PUBLIC KEY" => "is a public key; the private key is needed.",
                "CERTIFICATE" => "is a certificate; the private key is needed.",
                "ENCRYPTED PRIVATE KEY" => "is encrypted; decrypt it with: openssl pkcs8 -in key.pem.",
                "EC PRIVATE KEY" => "is an EC key; UnionPay signs with RSA.",
                _ => "is PEM of another kind; a private RSA key is needed.",
            };
        if (wrong is null)
        {
            var rsa = RSA.Create();
            try
            {
                rsa.ImportFromPem(text);
                return rsa;
            }
            catch (Exception exception) when (exception is CryptographicException or ArgumentException)
            {
                rsa.Dispose();
                wrong = "is broken or no RSA key.";
            }
        }

        problems.Tell("signKey", $"the secret {name} {wrong}");
        return null;
    }

    private static SigningKey? Checked(RSA rsa, X509Certificate2? certificate, string certId, string where, DateTimeOffset now, Problems problems)
    {
        if (rsa.KeySize < LeastBits)
        {
            problems.Tell(where, $"the key has {rsa.KeySize} bits; at least {LeastBits} are needed.");
            return null;
        }

        DateTimeOffset? endsAt = certificate is null ? null : new(certificate.NotAfter.ToUniversalTime());
        if (endsAt <= now)
        {
            problems.Tell(where, $"our certificate {certId} ended at {endsAt:yyyy-MM-dd}; renew it at CFCA.");
            return null;
        }

        return new(rsa.ExportPkcs8PrivateKey(), certId, endsAt);
    }

    private static string? Secret(IChannelHost host, string setting, string name, Problems problems)
    {
        try
        {
            if (host.GetSecret(name) is { Length: > 0 } secret) return secret;
            problems.Tell(setting, $"the secret {name} is empty.");
        }
        catch (KeyNotFoundException exception)
        {
            problems.Tell(setting, exception.Message);
        }

        return null;
    }
}
