using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Router.ChannelSimulators.Alipay;
using Router.ChannelSimulators.PayPal;
using Router.ChannelSimulators.Stripe;
using Router.ChannelSimulators.UnionPay;
using Router.ChannelSimulators.WeChatPay;

namespace Router.ChannelSimulators.Hall;

/// <summary>Two merchants at each provider, set up differently where the provider has more than one way.</summary>
internal static class Merchants
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    // The first verifies with platform certificates, the second with WeChat Pay's public key.
    public static IEnumerable<SimulatedAccount> WeChatPay(WeChatPaySimulator simulator, TimeProvider time)
    {
        for (var nth = 1; nth <= 2; nth++)
        {
            var (id, merchant) = ($"wechat-{nth}", $"190000010{nth}");
            using var certificate = Certificate(merchant, time.GetUtcNow());
            using var key = certificate.GetRSAPrivateKey()!;
            var apiV3Key = RandomNumberGenerator.GetString(Letters, 32);
            simulator.Register(new(merchant, certificate.SerialNumber, PublicHalf(key), apiV3Key, "wxd678efh567hg6787", "wxmobile0123456789") { HasPublicKeyOnly = nth == 2 });
            var settings = new JsonObject
            {
                ["apiBase"] = Origin(simulator),
                ["appId"] = "wxd678efh567hg6787",
                ["mobileAppId"] = "wxmobile0123456789",
                ["privateKey"] = id + "-key",
                ["certificate"] = id + "-certificate",
                ["apiV3Key"] = id + "-v3",
            };
            var secrets = new Dictionary<string, string>
            {
                [id + "-key"] = key.ExportPkcs8PrivateKeyPem(),
                [id + "-certificate"] = certificate.ExportCertificatePem(),
                [id + "-v3"] = apiV3Key,
            };
            if (nth == 2)
            {
                settings["publicKeys"] = new JsonArray(new JsonObject { ["id"] = simulator.PublicKeyId, ["key"] = id + "-public" });
                secrets[id + "-public"] = simulator.PublicKeyPem;
            }

            yield return new(id, "wechat", merchant, "direct", settings, secrets);
        }
    }

    // The first works with keys, the second with certificates.
    public static IEnumerable<SimulatedAccount> Alipay(AlipaySimulator simulator)
    {
        for (var nth = 1; nth <= 2; nth++)
        {
            var id = $"alipay-{nth}";
            var merchant = simulator.Register($"202100000000000{nth}", $"208800000000000{nth}", usesCertificates: nth == 2);
            var settings = new JsonObject { ["apiBase"] = simulator.ApiAddress.AbsoluteUri, ["appId"] = merchant.AppId, ["appPrivateKey"] = id + "-key", ["pageAction"] = "redirect" };
            var secrets = new Dictionary<string, string> { [id + "-key"] = merchant.AppPrivateKey };
            if (nth == 1)
            {
                settings["alipayPublicKeys"] = new JsonArray(id + "-alipay");
                secrets[id + "-alipay"] = merchant.AlipayPublicKey;
            }
            else
            {
                settings["appCertificate"] = id + "-certificate";
                settings["alipayRootCertificates"] = id + "-roots";
                settings["alipayCertificates"] = new JsonArray(id + "-alipay");
                secrets[id + "-certificate"] = merchant.AppCertificate;
                secrets[id + "-roots"] = simulator.Authority.RootBundle;
                secrets[id + "-alipay"] = simulator.AlipayCertificate;
            }

            yield return new(id, "alipay", merchant.MerchantId, "direct", settings, secrets);
        }
    }

    // The first signs with a PFX, the second with a PEM key.
    public static IEnumerable<SimulatedAccount> UnionPay(UnionPaySimulator simulator, UnionPayKeys keys)
    {
        for (var nth = 1; nth <= 2; nth++)
        {
            var (id, merchant) = ($"unionpay-{nth}", $"77729005816715{nth}");
            using var certificate = keys.IssueMerchant(merchant);
            simulator.Register(merchant, X509CertificateLoader.LoadCertificate(certificate.RawData));
            var settings = new JsonObject
            {
                ["apiBase"] = simulator.Address.AbsoluteUri,
                ["fileBase"] = simulator.Address.AbsoluteUri,
                ["rootCertificates"] = new JsonArray(keys.RootPem),
                ["middleCertificates"] = new JsonArray(keys.MiddlePem),
            };
            var secrets = new Dictionary<string, string>();
            if (nth == 1)
            {
                (settings["signPfx"], settings["signPfxPassword"]) = (id + "-pfx", id + "-password");
                secrets[id + "-password"] = RandomNumberGenerator.GetString(Letters, 16);
                secrets[id + "-pfx"] = Convert.ToBase64String(certificate.Export(X509ContentType.Pfx, secrets[id + "-password"]));
            }
            else
            {
                (settings["signKey"], settings["signCertificate"]) = (id + "-key", certificate.ExportCertificatePem());
                using var key = certificate.GetRSAPrivateKey()!;
                secrets[id + "-key"] = key.ExportPkcs8PrivateKeyPem();
            }

            yield return new(id, "unionpay", merchant, "direct", settings, secrets);
        }
    }

    public static IEnumerable<SimulatedAccount> PayPal(PayPalSimulator simulator, Func<string, string, Uri> notify)
    {
        for (var nth = 1; nth <= 2; nth++)
        {
            var id = $"paypal-{nth}";
            var merchant = new PayPalMerchant(
                $"SIMULATED000{nth}", $"client-{nth}", "E" + RandomNumberGenerator.GetString(Letters, 40), $"{nth}JE4291016473214C", notify("paypal", id));
            simulator.Register(merchant);
            var settings = new JsonObject
            {
                ["apiBase"] = simulator.Address.AbsoluteUri,
                ["clientId"] = merchant.ClientId,
                ["clientSecret"] = id + "-secret",
                ["webhookIds"] = new JsonArray(merchant.WebhookId),
                ["webhookRoots"] = simulator.RootPem,
            };
            yield return new(id, "paypal", merchant.MerchantId, "direct", settings, new Dictionary<string, string> { [id + "-secret"] = merchant.ClientSecret });
        }
    }

    public static IEnumerable<SimulatedAccount> Stripe(StripeSimulator simulator, Func<string, string, Uri> notify)
    {
        for (var nth = 1; nth <= 2; nth++)
        {
            var id = $"stripe-{nth}";
            var merchant = new StripeMerchant(
                $"acct_1Simulated{nth}", "sk_test_" + RandomNumberGenerator.GetString(Letters, 32), "whsec_" + RandomNumberGenerator.GetString(Letters, 32))
            {
                WebhookUrl = notify("stripe", id),
            };
            simulator.Register(merchant);
            var settings = new JsonObject
            {
                ["apiBase"] = Origin(simulator),
                ["secretKey"] = id + "-key",
                ["webhookSecret"] = id + "-webhook",
                ["publishableKey"] = $"pk_test_simulated{nth}",
            };
            var secrets = new Dictionary<string, string> { [id + "-key"] = merchant.SecretKey, [id + "-webhook"] = merchant.WebhookSecret };
            yield return new(id, "stripe", merchant.AccountId, "direct", settings, secrets);
        }
    }

    private static string Origin(ProviderSimulator simulator) => simulator.Address.GetLeftPart(UriPartial.Authority);

    private static RSA PublicHalf(RSA key)
    {
        var half = RSA.Create();
        half.ImportSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo(), out _);
        return half;
    }

    private static X509Certificate2 Certificate(string merchant, DateTimeOffset now)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={merchant}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        // Forty hex digits without a zero in front, as real ones have.
        var serial = RandomNumberGenerator.GetBytes(20);
        serial[0] = 0x3A;
        using var issued = request.Create(request.SubjectName, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), now.AddDays(-30), now.AddYears(1), serial);
        return issued.CopyWithPrivateKey(key);
    }
}
