using System.Globalization;
using System.Text;

namespace Router.Channel.WeChatPay.Signing;

/// <summary>
/// How a request is signed: method, path with query as sent, time, nonce and exact body, each followed by a line feed.
/// Source: wechatpay-go core/auth and utils/sign.go; pay.weixin.qq.com, "build-authorization".
/// </summary>
internal static class RequestSignature
{
    public const string Scheme = "WECHATPAY2-SHA256-RSA2048";

    public static byte[] Canonical(string method, string target, long unixSeconds, string nonce, ReadOnlySpan<byte> body) =>
        [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{method}\n{target}\n{unixSeconds}\n{nonce}\n")), .. body, (byte)'\n'];

    public static string Header(string merchantId, string nonce, long unixSeconds, string serial, string signature) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Scheme} mchid=\"{merchantId}\",nonce_str=\"{nonce}\",timestamp=\"{unixSeconds}\",serial_no=\"{serial}\",signature=\"{signature}\"");
}
