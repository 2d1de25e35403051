using System.Globalization;
using System.Text;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.WeChatPay.Settings;
using Router.Channel.WeChatPay.Signing;
using Router.Channel.WeChatPay.Wire;

namespace Router.Channel.WeChatPay.Orders;

/// <summary>
/// Turns the answer to an order into what the buyer's side needs. How long each lives: code_url and prepay_id two hours, h5_url five
/// minutes (the order pages on pay.weixin.qq.com), and never longer than time_expire.
/// </summary>
internal sealed class ActionMaker(Merchant merchant, SigningKey key, IChannelHost host)
{
    private const int LongestText = 2048;
    private static readonly TimeSpan s_codeLife = TimeSpan.FromHours(2);
    private static readonly TimeSpan s_h5Life = TimeSpan.FromMinutes(5);
    private readonly Nonces _nonces = new(host);

    /// <param name="answer">The signed answer.</param>
    /// <param name="request">The order.</param>
    /// <param name="state">The ids it was made under.</param>
    /// <param name="sentAt">A time no later than the answer was made.</param>
    /// <returns>Null where the answer lacks what the method needs.</returns>
    public PayAction? Make(JsonElement answer, PayRequest request, AttemptState state, DateTimeOffset sentAt)
    {
        var expiresAt = Earlier(request.ExpiresAt, sentAt + (request.Method == Methods.H5 ? s_h5Life : s_codeLife));
        return request.Method switch
        {
            Methods.Native => Plain(answer, "code_url") is { } url ? new(PayActionKind.QrCode, url, null, expiresAt) : null,
            Methods.H5 => H5(answer, request, expiresAt),
            Methods.Jsapi => PrepayId(answer) is { } id ? new(PayActionKind.ScriptParameters, "", Jsapi(id, state, sentAt), expiresAt) : null,
            Methods.App => PrepayId(answer) is { } id ? new(PayActionKind.AppParameters, "", App(id, state, sentAt), expiresAt) : null,
            _ => null,
        };
    }

    // Source: the page "JSAPI: bring up the payment"; wechatpay-go JsapiServiceExtension.
    private Dictionary<string, string> Jsapi(string prepayId, AttemptState state, DateTimeOffset at)
    {
        var (appId, time, nonce, package) = (AppId(state), Seconds(at), _nonces.Next(), "prepay_id=" + prepayId);
        return new()
        {
            ["appId"] = appId,
            ["timeStamp"] = time,
            ["nonceStr"] = nonce,
            ["package"] = package,
            ["signType"] = "RSA",
            ["paySign"] = Sign(appId, time, nonce, package),
        };
    }

    // Source: the page "APP: bring up the payment"; wechatpay-go AppServiceExtension. A partner's app names the sub-merchant.
    private Dictionary<string, string> App(string prepayId, AttemptState state, DateTimeOffset at)
    {
        var (appId, time, nonce) = (AppId(state), Seconds(at), _nonces.Next());
        return new()
        {
            ["appid"] = appId,
            ["partnerid"] = state.SubMerchantId ?? merchant.MerchantId,
            ["prepayid"] = prepayId,
            ["package"] = "Sign=WXPay",
            ["noncestr"] = nonce,
            ["timestamp"] = time,
            ["sign"] = Sign(appId, time, nonce, prepayId),
        };
    }

    private static PayAction? H5(JsonElement answer, PayRequest request, DateTimeOffset expiresAt)
    {
        if (Plain(answer, "h5_url") is not { } url || !Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme != "https") return null;
        if (request.ReturnUrl is { } back) url += (parsed.Query.Length > 0 ? "&" : "?") + "redirect_url=" + Uri.EscapeDataString(back.AbsoluteUri);
        return new(PayActionKind.Redirect, url, null, expiresAt);
    }

    private string Sign(string appId, string time, string nonce, string last) => key.Sign(Encoding.UTF8.GetBytes($"{appId}\n{time}\n{nonce}\n{last}\n"));

    private static string AppId(AttemptState state) => state.SubMerchantId is null ? state.AppId : state.SubAppId ?? state.AppId;

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    // It is signed between line feeds, so it must have none.
    private static string? PrepayId(JsonElement answer) =>
        Plain(answer, "prepay_id") is { } id && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? id : null;

    private static string? Plain(JsonElement answer, string name) =>
        JsonFields.Text(answer, name) is { Length: > 0 and <= LongestText } text && !text.Any(c => c <= ' ' || c > '~') ? text : null;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
