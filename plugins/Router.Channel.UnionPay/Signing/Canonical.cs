using System.Security.Cryptography;
using System.Text;

namespace Router.Channel.UnionPay.Signing;

/// <summary>The text that is signed: every field but the signature and empty ones, sorted by ASCII, raw, <c>k=v</c> joined by ampersands.</summary>
internal static class Canonical
{
    public static string Of(IEnumerable<KeyValuePair<string, string>> fields) => string.Join(
        '&', fields.Where(f => f.Key != "signature" && f.Value.Length > 0).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Key + "=" + f.Value));

    /// <summary>SHA-256 of the text's UTF-8, lower-case hex.</summary>
    public static string Digest(string canonical) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
}
