using System.Security.Cryptography;

namespace Router.Channel.Alipay.Signing;

/// <summary>Reads RSA keys: PEM, or the bare base64 that Alipay's console and key tool give. What is wrong is said for an operator, without the key.</summary>
internal static class KeyText
{
    private const int LeastBits = 2048;

    /// <returns>PKCS#8.</returns>
    /// <exception cref="FormatException">It is no usable private key.</exception>
    public static byte[] PrivateKey(string text)
    {
        var (label, bytes) = Decode(text);
        return label switch
        {
            "PRIVATE KEY" => Import(bytes, static (rsa, key) => rsa.ImportPkcs8PrivateKey(key, out _)) ?? throw NotRsa("PRIVATE KEY"),
            "RSA PRIVATE KEY" => Import(bytes, static (rsa, key) => rsa.ImportRSAPrivateKey(key, out _)) ?? throw Broken(),
            "" => Import(bytes, static (rsa, key) => rsa.ImportPkcs8PrivateKey(key, out _))
                ?? Import(bytes, static (rsa, key) => rsa.ImportRSAPrivateKey(key, out _))
                ?? throw (IsPublic(bytes) ? Public() : Broken()),
            "PUBLIC KEY" or "RSA PUBLIC KEY" => throw Public(),
            "ENCRYPTED PRIVATE KEY" => throw new FormatException("is an encrypted key; decrypt it (openssl pkcs8 -in key.pem -out plain.pem) and store that."),
            "EC PRIVATE KEY" => throw NotRsa(label),
            "CERTIFICATE" => throw new FormatException("is a certificate; store the private key that belongs to it."),
            _ => throw Broken(),
        };
    }

    /// <returns>SubjectPublicKeyInfo.</returns>
    /// <exception cref="FormatException">It is no usable public key.</exception>
    public static byte[] PublicKey(string text)
    {
        var (label, bytes) = Decode(text);
        if (label == "CERTIFICATE") throw new FormatException("is a certificate; name it in alipayCertificates for certificate mode.");
        if (label.Contains("PRIVATE", StringComparison.Ordinal) || (label.Length == 0 && IsPrivate(bytes)))
            throw new FormatException("is a private key; store Alipay's public key, and treat that private key as lost if it was yours.");
        try
        {
            using var rsa = RSA.Create();
            if (label == "RSA PUBLIC KEY") rsa.ImportRSAPublicKey(bytes, out _);
            else rsa.ImportSubjectPublicKeyInfo(bytes, out _);
            return rsa.ExportSubjectPublicKeyInfo();
        }
        catch (CryptographicException)
        {
            throw new FormatException("is no RSA public key; copy the Alipay public key from the console, whole.");
        }
    }

    public static byte[] PublicHalf(byte[] privateKey)
    {
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(privateKey, out _);
        return rsa.ExportSubjectPublicKeyInfo();
    }

    private static (string Label, byte[] Bytes) Decode(string text)
    {
        try
        {
            if (PemEncoding.TryFind(text, out var found)) return (text[found.Label], Convert.FromBase64String(text[found.Base64Data]));
            return ("", Convert.FromBase64String(string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)))));
        }
        catch (FormatException)
        {
            throw Broken();
        }
    }

    private static byte[]? Import(byte[] bytes, Action<RSA, byte[]> import)
    {
        using var rsa = RSA.Create();
        try
        {
            import(rsa, bytes);
        }
        catch (CryptographicException)
        {
            return null;
        }

        if (rsa.KeySize < LeastBits) throw new FormatException($"has {rsa.KeySize} bits; RSA2 needs {LeastBits} or more.");
        return rsa.ExportPkcs8PrivateKey();
    }

    private static bool IsPublic(byte[] bytes)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(bytes, out _);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool IsPrivate(byte[] bytes)
    {
        try
        {
            return Import(bytes, static (rsa, key) => rsa.ImportPkcs8PrivateKey(key, out _)) is not null
                || Import(bytes, static (rsa, key) => rsa.ImportRSAPrivateKey(key, out _)) is not null;
        }
        catch (FormatException)
        {
            return true;
        }
    }

    private static FormatException Public() => new("is a public key; store the application's private key.");

    private static FormatException NotRsa(string label) => new($"is {label} of another kind than RSA; Alipay's RSA2 needs an RSA key.");

    private static FormatException Broken() => new("is no RSA private or public key that can be read; store it as PEM, or as Alipay's bare base64, whole.");
}
