using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Router.ChannelSimulators.WeChatPay;

/// <summary>The rules of an order's fields, from the order pages on pay.weixin.qq.com.</summary>
internal static class OrderCheck
{
    private static readonly string[] s_known =
        ["appid", "mchid", "sp_appid", "sp_mchid", "sub_appid", "sub_mchid", "description", "out_trade_no", "time_expire", "attach", "notify_url", "goods_tag", "amount", "payer", "scene_info"];

    /// <returns>Code and message of the refusal; null: it is good.</returns>
    public static (int Status, string Code, string Message)? Refuse(JsonObject body, string kind, bool partner, SimulatedMerchant merchant)
    {
        if (body.FirstOrDefault(member => !s_known.Contains(member.Key)).Key is { } stranger) return Bad($"{stranger} is no field");
        if (Text(body, partner ? "sp_mchid" : "mchid") != merchant.MerchantId) return Bad("mchid is not the one that signed");
        if (!merchant.AppIds.Contains(Text(body, partner ? "sp_appid" : "appid"))) return (400, "APPID_MCHID_NOT_MATCH", "appid and mchid do not match");
        if (partner && !merchant.SubMerchants.Contains(Text(body, "sub_mchid"))) return (403, "NO_AUTH", "the sub-merchant has not authorised this partner");
        if (Text(body, "description").Length is 0 or > 127) return Bad("description has 1 to 127 characters");
        if (!IsNumber(Text(body, "out_trade_no"), 6, 32, "_-|*")) return Bad("out_trade_no has 6 to 32 letters, digits or _-|*");
        if (Text(body, "attach").Length > 128) return Bad("attach has at most 128 characters");
        if (RefuseUrl(Text(body, "notify_url")) is { } url) return Bad(url);
        if (Expiry(body) is null) return Bad("time_expire is yyyy-MM-ddTHH:mm:ss+08:00");
        if (Total(body) is not (> 0 and <= int.MaxValue)) return Bad("amount.total is a whole number of fen above zero");
        if (Text(body["amount"] as JsonObject ?? [], "currency") is not ("" or "CNY")) return Bad("amount.currency is CNY");
        return kind switch
        {
            "jsapi" when Openid(body, partner) is not { Length: > 0 and <= 128 } => Bad("payer lacks the openid that belongs to the appid"),
            "h5" when !IPAddress.TryParse(Text(Member(body, "scene_info"), "payer_client_ip"), out _) => Bad("scene_info.payer_client_ip is missing"),
            "h5" when Text(Member(Member(body, "scene_info"), "h5_info"), "type") is not ("iOS" or "Android" or "Wap") => Bad("scene_info.h5_info.type is iOS, Android or Wap"),
            _ => null,
        };
    }

    public static DateTimeOffset? Expiry(JsonObject body) =>
        DateTimeOffset.TryParseExact(Text(body, "time_expire"), "yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    public static long? Total(JsonObject body) => Number(Member(body, "amount"), "total");

    public static long? Number(JsonObject owner, string name) => owner[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    public static string Text(JsonObject owner, string name) => owner[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public static JsonObject Member(JsonObject owner, string name) => owner[name] as JsonObject ?? [];

    public static bool IsNumber(string text, int min, int max, string marks) =>
        text.Length >= min && text.Length <= max && text.All(c => char.IsAsciiLetterOrDigit(c) || marks.Contains(c, StringComparison.Ordinal));

    public static string? RefuseUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || text.Length > 255) return "notify_url is an address of at most 255 characters";
        if (url.Query.Length > 0) return "notify_url has no parameters";
        return url.Scheme == "https" || url.IsLoopback ? null : "notify_url is https";
    }

    private static string Openid(JsonObject body, bool partner)
    {
        var payer = Member(body, "payer");
        if (!partner) return Text(payer, "openid");
        return Text(payer, body.ContainsKey("sub_appid") ? "sub_openid" : "sp_openid");
    }

    private static (int, string, string)? Bad(string message) => (400, "PARAM_ERROR", message);
}
