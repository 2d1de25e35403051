using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Router.Abstractions;

namespace Router.Core.Accounts;

/// <summary>
/// A catalog as text, to be kept by the hash of that text: what routing needs of accounts and manifests, without settings and their schemas.
/// </summary>
public static class CatalogText
{
    private static readonly JsonElement s_noSettings = Empty();

    /// <summary>The catalog whose hash is that of its text, and the text.</summary>
    public static (Catalog Catalog, string Text) Of(IEnumerable<MerchantAccount> accounts, IEnumerable<ChannelManifest> channels)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        ArgumentNullException.ThrowIfNull(channels);
        List<MerchantAccount> account = [.. accounts];
        List<ChannelManifest> channel = [.. channels];
        var kept = new KeptCatalog(
            [.. account.OrderBy(a => a.Id, StringComparer.Ordinal).Select(a => a with { Settings = s_noSettings })],
            [.. channel.OrderBy(c => c.Id, StringComparer.Ordinal).Select(c => c with { SettingsSchema = null })]);
        var text = JsonSerializer.Serialize(kept, CatalogJson.Default.KeptCatalog);
        return (new Catalog(account, channel, Hash(text)), text);
    }

    /// <returns>Null where the text is not the one that has this hash.</returns>
    public static Catalog? Read(string text, string hash)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Hash(text) != hash) return null;
        return JsonSerializer.Deserialize(text, CatalogJson.Default.KeptCatalog) is { } kept ? new Catalog(kept.Accounts, kept.Channels, hash) : null;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static JsonElement Empty()
    {
        using var document = JsonDocument.Parse("{}");
        return document.RootElement.Clone();
    }
}
