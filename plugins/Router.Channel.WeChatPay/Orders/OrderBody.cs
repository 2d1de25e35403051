using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.WeChatPay.Settings;

namespace Router.Channel.WeChatPay.Orders;

/// <summary>Writes the bodies of order and close. Everything comes from the stored attempt: a repeat is the same bytes.</summary>
internal static class OrderBody
{
    // The body is signed as it stands and lands in no HTML.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly TimeSpan s_beijing = TimeSpan.FromHours(8);

    public static byte[] Order(PayRequest request, Merchant merchant, AttemptState state) => Write(writer =>
    {
        WriteIds(writer, merchant, state);
        writer.WriteString("description", request.Description);
        writer.WriteString("out_trade_no", request.AttemptNumber);
        writer.WriteString("time_expire", Time(request.ExpiresAt));
        if (request.Extra?.GetValueOrDefault("attach") is { } attach) writer.WriteString("attach", attach);
        writer.WriteString("notify_url", request.NotifyUrl.AbsoluteUri);
        if (request.Extra?.GetValueOrDefault("goodsTag") is { } goodsTag) writer.WriteString("goods_tag", goodsTag);
        writer.WriteStartObject("amount");
        writer.WriteNumber("total", request.Amount.Minor);
        writer.WriteString("currency", request.Amount.Currency.Code);
        writer.WriteEndObject();
        WritePayer(writer, request, state);
        WriteScene(writer, request);
    });

    public static byte[] Close(string merchantId, string? subMerchantId) => Write(writer => WriteMerchant(writer, merchantId, subMerchantId));

    public static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, s_options))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return text.ToArray();
    }

    private static void WriteIds(Utf8JsonWriter writer, Merchant merchant, AttemptState state)
    {
        writer.WriteString(state.SubMerchantId is null ? "appid" : "sp_appid", state.AppId);
        WriteMerchant(writer, merchant.MerchantId, state.SubMerchantId);
        if (state.SubMerchantId is not null && state.SubAppId is not null) writer.WriteString("sub_appid", state.SubAppId);
    }

    private static void WriteMerchant(Utf8JsonWriter writer, string merchantId, string? subMerchantId)
    {
        writer.WriteString(subMerchantId is null ? "mchid" : "sp_mchid", merchantId);
        if (subMerchantId is not null) writer.WriteString("sub_mchid", subMerchantId);
    }

    // An openid belongs to one appid: the sub-merchant's where it has one.
    private static void WritePayer(Utf8JsonWriter writer, PayRequest request, AttemptState state)
    {
        if (request.Method != Methods.Jsapi) return;
        writer.WriteStartObject("payer");
        writer.WriteString(state.SubMerchantId is null ? "openid" : state.SubAppId is null ? "sp_openid" : "sub_openid", request.Payer?.ChannelUserId);
        writer.WriteEndObject();
    }

    private static void WriteScene(Utf8JsonWriter writer, PayRequest request)
    {
        if (request.Method != Methods.H5) return;
        writer.WriteStartObject("scene_info");
        writer.WriteString("payer_client_ip", request.Payer?.IpAddress);
        writer.WriteStartObject("h5_info");
        writer.WriteString("type", Device(request.Payer?.UserAgent ?? ""));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string Device(string userAgent) => userAgent switch
    {
        _ when userAgent.Contains("iPhone", StringComparison.OrdinalIgnoreCase) || userAgent.Contains("iPad", StringComparison.OrdinalIgnoreCase) => "iOS",
        _ when userAgent.Contains("Android", StringComparison.OrdinalIgnoreCase) => "Android",
        _ => "Wap",
    };

    private static string Time(DateTimeOffset time) => time.ToOffset(s_beijing).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
