using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Router.Channel.WeChatPay.Settings;

/// <summary>Reads keys and certificates from PEM text and says in words what is wrong. No message repeats any of the text.</summary>
internal static class PemKeys
{
    private const int BitsMin = 2048;

    public static RSA? Private(string pem, out string? problem)
    {
        problem = Label(pem) switch
        {
            null => "holds no PEM text; it must begin with -----BEGIN PRIVATE KEY-----. Take apiclient_key.pem of the certificate tool.",
            "PRIVATE KEY" or "RSA PRIVATE KEY" => null,
            "ENCRYPTED PRIVATE KEY" => "holds an encrypted key; remove the password: openssl pkcs8 -in key.pem -out plain.pem -nocrypt after openssl pkey.",
            "EC PRIVATE KEY" => "holds an elliptic-curve key; WeChat Pay needs RSA with 2048 bits.",
            "PUBLIC KEY" or "RSA PUBLIC KEY" => "holds a public key where the private key must be; take apiclient_key.pem.",
            "CERTIFICATE" => "holds a certificate where the private key must be; take apiclient_key.pem, not apiclient_cert.pem.",
            var other => $"holds a '{other}' where an RSA private key must be.",
        };
        return problem is null ? Import(pem, out problem) : null;
    }

    public static RSA? Public(string pem, out string? problem)
    {
        problem = Label(pem) switch
        {
            null => "holds no PEM text; it must begin with -----BEGIN PUBLIC KEY-----. Take pub_key.pem from the console.",
            "PUBLIC KEY" or "RSA PUBLIC KEY" => null,
            "CERTIFICATE" => "holds a certificate; platform certificates are downloaded, here belongs the WeChat Pay public key (pub_key.pem).",
            var other => $"holds a '{other}' where WeChat Pay's public key must be.",
        };
        return problem is null ? Import(pem, out problem) : null;
    }

    public static X509Certificate2? Certificate(string pem, out string? problem)
    {
        problem = Label(pem) == "CERTIFICATE" ? null : "holds no certificate; it must begin with -----BEGIN CERTIFICATE-----. Take apiclient_cert.pem.";
        if (problem is not null) return null;
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException)
        {
            problem = "holds a certificate that cannot be read; export it again.";
            return null;
        }
    }

    private static RSA? Import(string pem, out string? problem)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            problem = rsa.KeySize < BitsMin ? $"holds a key of {rsa.KeySize} bits; WeChat Pay needs {BitsMin}." : null;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            problem = "holds a key that cannot be read as RSA: it is damaged, or of another kind such as an elliptic curve.";
        }

        if (problem is null) return rsa;
        rsa.Dispose();
        return null;
    }

    private static string? Label(string pem) => PemEncoding.TryFind(pem, out var fields) ? pem[fields.Label] : null;
}
