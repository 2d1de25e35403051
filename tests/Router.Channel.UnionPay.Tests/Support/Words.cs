using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Router.Abstractions;
using Router.ChannelSimulators.UnionPay;

namespace Router.Channel.UnionPay.Tests.Support;

/// <summary>UnionPay's words as a test makes them, signed by UnionPay or by somebody else. A second signer, apart from the plugin's.</summary>
internal static class Words
{
    public static Dictionary<string, string> Echo(Dictionary<string, string> fields, Action<Dictionary<string, string>> change)
    {
        var answer = fields.Where(f => f.Key is not ("signature" or "certId" or "backUrl" or "frontUrl" or "payTimeout" or "riskRateInfo" or "channelType"))
            .ToDictionary(f => f.Key, f => f.Value);
        answer["respCode"] = "00";
        answer["respMsg"] = "成功[0000000]";
        change(answer);
        return answer;
    }

    public static Dictionary<string, string> Signed(Dictionary<string, string> fields, X509Certificate2? signer = null, X509Certificate2? shown = null)
    {
        signer ??= TestKeys.Authority.Signer;
        fields["signPubKeyCert"] = UnionPayKeys.WirePem(shown ?? signer);
        using var rsa = signer.GetRSAPrivateKey()!;
        var text = string.Join('&', fields.Where(f => f.Key != "signature" && f.Value != "").OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}"));
        var hex = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();
        fields["signature"] = Convert.ToBase64String(rsa.SignData(Encoding.ASCII.GetBytes(hex), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return fields;
    }

    /// <summary>What UnionPay posts when a payment is paid.</summary>
    public static Dictionary<string, string> Paid(string number = "A2026112000000001", string amount = "1999") => new()
    {
        ["version"] = "5.1.0",
        ["encoding"] = "utf-8",
        ["signMethod"] = "01",
        ["txnType"] = "01",
        ["txnSubType"] = "01",
        ["bizType"] = "000201",
        ["accessType"] = "0",
        ["merId"] = TestKeys.Merchant,
        ["orderId"] = number,
        ["txnTime"] = "20261120120000",
        ["txnAmt"] = amount,
        ["currencyCode"] = "156",
        ["queryId"] = "782611201200060674028",
        ["traceNo"] = "067402",
        ["traceTime"] = "1120120006",
        ["respCode"] = "00",
        ["respMsg"] = "success",
    };

    public static byte[] AnswerBytes(IEnumerable<KeyValuePair<string, string>> fields) => Encoding.UTF8.GetBytes(string.Join('&', fields.Select(f => f.Key + "=" + f.Value)));

    public static InboundNotification Posted(IEnumerable<KeyValuePair<string, string>> fields) => new(
        Encoding.ASCII.GetBytes(string.Join('&', fields.Select(f => $"{f.Key}={System.Net.WebUtility.UrlEncode(f.Value)}"))),
        new Dictionary<string, string> { ["content-type"] = "application/x-www-form-urlencoded" }, "");

    public static Dictionary<string, string> ReadForm(string text) =>
        text.Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(p => System.Net.WebUtility.UrlDecode(p[0]), p => System.Net.WebUtility.UrlDecode(p[1]));
}
