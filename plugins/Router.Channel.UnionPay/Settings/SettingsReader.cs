using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.UnionPay.Signing;

namespace Router.Channel.UnionPay.Settings;

/// <summary>Reads settings and secrets; tells every problem at once.</summary>
internal static class SettingsReader
{
    // The third part of the subject's CN. Source: the official SDK's CertUtil (UNIONPAY_CNNAME, ifValidateCNName).
    private const string Company = "中国银联股份有限公司";
    private const string TestSigner = "00040000:SIGN";

    public static UnionPaySettings Read(ChannelAccount account, IChannelHost host)
    {
        var problems = new Problems();
        var settings = account.Settings;
        var now = host.Time.GetUtcNow();
        if (!IsMerchantId(account.MerchantId))
            problems.Tell("merchantId", "must be UnionPay's merId: 1 to 15 digits or letters.");
        var api = Addresses.Read("apiBase", Text(settings, "apiBase"), account.IsProduction ? Addresses.ProductionApi : Addresses.TestApi, account.IsProduction, problems);
        var files = Addresses.Read("fileBase", Text(settings, "fileBase"), account.IsProduction ? Addresses.ProductionFiles : Addresses.TestFiles, account.IsProduction, problems);
        var key = SigningKeyReader.Read(settings, host, now, problems);
        var roots = Certificates(settings, "rootCertificates", problems);
        var middles = Certificates(settings, "middleCertificates", problems);
        if (roots.Count == 0) problems.Tell("rootCertificates", "has no certificate; put in UnionPay's root certificate (acp_prod_root.cer) as PEM.");
        else if (roots.TrueForAll(root => root.NotAfter.ToUniversalTime() <= now.UtcDateTime))
            problems.Tell("rootCertificates", "every root certificate has ended; get the present one from UnionPay.");
        var names = Texts(settings, "signerNames");
        if (names.Count == 0) names = account.IsProduction ? [Company] : [Company, TestSigner];
        var front = Front(Text(settings, "frontUrl"), problems);
        var sub = Sub(account, settings, problems);
        if (problems.Any || key is null || api is null || files is null)
            throw new ChannelConfigurationException($"The UnionPay account {account.Id} cannot be opened. {problems}");
        return new()
        {
            MerchantId = account.MerchantId,
            IsProduction = account.IsProduction,
            ApiBase = api,
            FileBase = files,
            SigningKey = key,
            Trust = new([.. roots], [.. middles], names),
            Credentials = [.. Ends(key, roots, middles)],
            FrontUrl = front,
            SubMerchant = sub,
        };
    }

    public static string? Text(JsonElement settings, string name) =>
        settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static List<string> Texts(JsonElement settings, string name) =>
        settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : [];

    private static List<X509Certificate2> Certificates(JsonElement settings, string name, Problems problems)
    {
        var certificates = new List<X509Certificate2>();
        var texts = Texts(settings, name);
        for (var i = 0; i < texts.Count; i++)
        {
            try
            {
                var found = new X509Certificate2Collection();
                found.ImportFromPem(texts[i]);
                if (found.Count == 0) problems.Tell($"{name}[{i}]", "holds no PEM certificate (-----BEGIN CERTIFICATE-----).");
                certificates.AddRange(found);
            }
            catch (CryptographicException)
            {
                problems.Tell($"{name}[{i}]", "is no readable PEM certificate.");
            }
        }

        return certificates;
    }

    private static bool IsMerchantId(string id) => id.Length is > 0 and <= 15 && id.All(char.IsAsciiLetterOrDigit);

    private static string? Front(string? url, Problems problems)
    {
        if (url is null || (Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https")) return url;
        problems.Tell("frontUrl", "is no absolute http or https URL.");
        return null;
    }

    private static SubMerchant? Sub(ChannelAccount account, JsonElement settings, Problems problems)
    {
        var (id, name, abbreviation) = (Text(settings, "subMerId"), Text(settings, "subMerName"), Text(settings, "subMerAbbr"));
        if (account.Mode == AccountMode.Direct)
        {
            if ((id ?? name ?? abbreviation) is not null)
                problems.Tell("subMerId", "a direct account has no sub-merchant; set the account's mode to subMerchant or leave subMerId, subMerName and subMerAbbr out.");
            return null;
        }

        if (id is not null && name is not null && abbreviation is not null) return new(id, name, abbreviation);
        problems.Tell("subMerId", "an account of mode partner or subMerchant needs subMerId, subMerName and subMerAbbr.");
        return null;
    }

    private static IEnumerable<Credential> Ends(SigningKey key, List<X509Certificate2> roots, List<X509Certificate2> middles)
    {
        if (key.EndsAt is { } end)
            yield return new($"signing certificate {key.CertId}", end, "Renew it at CFCA, upload it in UnionPay's merchant portal and put the new PFX into the secret.");
        foreach (var (kind, certificates) in new[] { ("root", roots), ("middle", middles) })
        {
            foreach (var certificate in certificates)
                yield return new($"UnionPay {kind} certificate {certificate.SerialNumber}", new(certificate.NotAfter.ToUniversalTime()), $"Add UnionPay's next one to {kind}Certificates.");
        }
    }
}
