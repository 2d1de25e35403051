using System.Globalization;
using System.Text;

namespace Router.Channel.WeChatPay.Signing;

/// <summary>
/// What WeChat Pay signs of an answer or a notification: timestamp, nonce and the exact body, each followed by a line feed.
/// Source: pay.weixin.qq.com, "build-verify-sign-src"; wechatpay-go core/auth/validators.
/// </summary>
internal sealed class SignedMessage
{
    /// <summary>An older or newer timestamp is a replay or a wrong clock.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    // Sent on purpose to see whether a merchant verifies at all; never a signature.
    private const string ProbePrefix = "WECHATPAY/SIGNTEST/";
    private const int SignatureMax = 2048;

    private SignedMessage(string serial, DateTimeOffset time, byte[] message, byte[] signature)
    {
        Serial = serial;
        Time = time;
        Message = message;
        Signature = signature;
    }

    public string Serial { get; }

    public DateTimeOffset Time { get; }

    public byte[] Message { get; }

    public byte[] Signature { get; }

    /// <summary>Takes a message apart.</summary>
    /// <param name="header">Gives a header's one value, or null.</param>
    /// <param name="body">The bytes as they came.</param>
    /// <param name="problem">Why there is none.</param>
    public static SignedMessage? Read(Func<string, string?> header, ReadOnlySpan<byte> body, out string problem)
    {
        var (timestamp, nonce, serial, signature) =
            (header("wechatpay-timestamp"), header("wechatpay-nonce"), header("wechatpay-serial"), header("wechatpay-signature"));
        problem = "a signature header is missing or there twice";
        if (timestamp is null || nonce is null || serial is null || signature is null) return null;
        problem = "a signature header is malformed";
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253402300799) return null;
        if (!SerialNumber.IsPlausible(serial) || signature.Length > SignatureMax) return null;
        problem = "a probe signature, which must be refused";
        if (signature.StartsWith(ProbePrefix, StringComparison.Ordinal)) return null;
        problem = "the signature is not base64";
        var bytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, bytes, out var written)) return null;
        return new(serial, DateTimeOffset.FromUnixTimeSeconds(seconds), Canonical(timestamp, nonce, body), bytes[..written]);
    }

    /// <summary>The bytes that are signed.</summary>
    public static byte[] Canonical(string timestamp, string nonce, ReadOnlySpan<byte> body) =>
        [.. Encoding.UTF8.GetBytes($"{timestamp}\n{nonce}\n"), .. body, (byte)'\n'];

    public bool IsFresh(DateTimeOffset now) => (now - Time).Duration() < Window;
}
