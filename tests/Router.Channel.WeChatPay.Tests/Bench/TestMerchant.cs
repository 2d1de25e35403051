using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Abstractions;
using Router.ChannelSimulators.WeChatPay;

namespace Router.Channel.WeChatPay.Tests.Bench;

/// <summary>A merchant with keys made for the tests.</summary>
internal sealed class TestMerchant
{
    public const string AppId = "wxd678efh567hg6787";
    public const string MobileAppId = "wxmobile0123456789";
    public const string SubMerchantId = "1900000109";

    // Two keys for all tests: making one takes longer than most tests do.
    private static readonly Lazy<RSA>[] s_keys = [new(() => RSA.Create(2048)), new(() => RSA.Create(2048))];

    public TestMerchant(string merchantId, DateTimeOffset now, TimeSpan? certificateLife = null, int key = 0)
    {
        MerchantId = merchantId;
        Key = s_keys[key].Value;
        var request = new CertificateRequest($"CN={merchantId}", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var serial = RandomNumberGenerator.GetBytes(20);
        serial[0] = 0x3A;
        using var certificate = request.Create(
            request.SubjectName, X509SignatureGenerator.CreateForRSA(Key, RSASignaturePadding.Pkcs1), now.AddDays(-30), now + (certificateLife ?? TimeSpan.FromDays(400)), serial);
        CertificatePem = certificate.ExportCertificatePem();
        Serial = Convert.ToHexString(serial);
        ApiV3Key = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 32);
        Secrets["private-key"] = Key.ExportPkcs8PrivateKeyPem();
        Secrets["certificate"] = CertificatePem;
        Secrets["api-v3-key"] = ApiV3Key;
        Settings = new()
        {
            ["appId"] = AppId,
            ["mobileAppId"] = MobileAppId,
            ["privateKey"] = "private-key",
            ["certificate"] = "certificate",
            ["apiV3Key"] = "api-v3-key",
        };
    }

    public string MerchantId { get; }

    public RSA Key { get; }

    public string CertificatePem { get; }

    public string Serial { get; }

    public string ApiV3Key { get; }

    public AccountMode Mode { get; set; }

    public bool IsProduction { get; set; }

    public JsonObject Settings { get; }

    public Dictionary<string, string> Secrets { get; } = [];

    public SimulatedMerchant OnFile() => new(MerchantId, Serial, Key, ApiV3Key, AppId, MobileAppId);

    public void UsePublicKey(string id, string pem)
    {
        Secrets["public-key-" + id] = pem;
        if (Settings["publicKeys"] is not JsonArray keys) Settings["publicKeys"] = keys = [];
        keys.Add((JsonNode)new JsonObject { ["id"] = id, ["key"] = "public-key-" + id });
    }

    public ChannelAccount Account(string id, Uri apiBase)
    {
        Settings["apiBase"] = apiBase.GetLeftPart(UriPartial.Authority);
        return Account(id);
    }

    public ChannelAccount Account(string id = "wechat-test") => new()
    {
        Id = id,
        Mode = Mode,
        MerchantId = MerchantId,
        IsProduction = IsProduction,
        Settings = JsonDocument.Parse(Settings.ToJsonString()).RootElement,
    };
}
