using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Router.ChannelSimulators.UnionPay;

/// <summary>UnionPay's texts as the simulator reads, writes, signs and checks them, by hand.</summary>
internal static class FieldText
{
    /// <summary>Reads a form; null where it is none.</summary>
    public static Dictionary<string, string>? ReadForm(byte[] body)
    {
        var fields = new Dictionary<string, string>();
        foreach (var pair in Encoding.UTF8.GetString(body).Split('&'))
        {
            var cut = pair.IndexOf('=');
            if (cut < 1) return null;
            if (!fields.TryAdd(System.Net.WebUtility.UrlDecode(pair[..cut]), System.Net.WebUtility.UrlDecode(pair[(cut + 1)..]))) return null;
        }

        return fields;
    }

    /// <summary>The form that is posted to backUrl.</summary>
    public static string WriteForm(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in fields)
        {
            if (text.Length > 0) text.Append('&');
            text.Append(name).Append('=').Append(System.Net.WebUtility.UrlEncode(value));
        }

        return text.ToString();
    }

    /// <summary>An answer: the bare values.</summary>
    public static byte[] WriteAnswer(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in fields) text.Append(text.Length > 0 ? "&" : "").Append(name).Append('=').Append(value);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static void Sign(Dictionary<string, string> fields, RSA key) =>
        fields["signature"] = Convert.ToBase64String(key.SignData(ToSign(fields), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public static bool IsSigned(Dictionary<string, string> fields, X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPublicKey()!;
        try
        {
            return key.VerifyData(
                ToSign(fields), Convert.FromBase64String(fields.GetValueOrDefault("signature", "")), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    public static string CertId(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return new BigInteger([.. certificate.GetSerialNumber(), 0]).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    // SHA-256 of the sorted text, as lower-case hex: RSA then hashes that once more.
    private static byte[] ToSign(Dictionary<string, string> fields)
    {
        var names = fields.Keys.ToArray();
        Array.Sort(names, string.CompareOrdinal);
        var text = new StringBuilder();
        foreach (var name in names)
        {
            if (name == "signature" || fields[name] == "") continue;
            if (text.Length > 0) text.Append('&');
            text.Append(name).Append('=').Append(fields[name]);
        }

        return Encoding.ASCII.GetBytes(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))).ToLowerInvariant());
    }
}
