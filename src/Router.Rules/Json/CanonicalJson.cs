using System.Security.Cryptography;
using System.Text;

namespace Router.Rules.Json;

/// One spelling for one meaning: names sorted, no white space, no "$schema". What is hashed and what reasons quote.
internal static class CanonicalJson
{
    public static string Hash(JsonItem item)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var writer = new CanonicalWriter(item.Tokens, hash);
        writer.Write(item.Number);
        writer.Flush();
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static string Text(JsonItem item)
    {
        using var writer = new CanonicalWriter(item.Tokens, null);
        writer.Write(item.Number);
        return Encoding.UTF8.GetString(writer.Written);
    }
}
