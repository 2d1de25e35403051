using System.Text;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.WeChatPay.Settings;
using Router.Channel.WeChatPay.Wire;

namespace Router.Channel.WeChatPay.Orders;

/// <summary>
/// Under which ids an attempt was made, so that a repeat is the same bytes and a later query asks for the same sub-merchant, whatever has
/// become of the settings since.
/// </summary>
internal sealed record AttemptState(string AppId, string? SubMerchantId, string? SubAppId)
{
    private const int Version = 1;

    public static AttemptState Of(Merchant merchant, string method) =>
        new(method == Methods.App ? merchant.MobileAppId ?? merchant.AppId : merchant.AppId, merchant.SubMerchantId, merchant.SubAppId);

    /// <summary>What was stored; what the settings say now, where nothing was.</summary>
    public static AttemptState Read(ChannelState state, Merchant merchant, string method)
    {
        using var document = state.Version == Version && state.Value.Length > 0 ? JsonFields.Parse(Encoding.UTF8.GetBytes(state.Value)) : null;
        return document is not null && JsonFields.Text(document.RootElement, "appId") is { } appId
            ? new(appId, JsonFields.Text(document.RootElement, "subMerchantId"), JsonFields.Text(document.RootElement, "subAppId"))
            : Of(merchant, method);
    }

    public ChannelState ToState()
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            writer.WriteString("appId", AppId);
            if (SubMerchantId is not null) writer.WriteString("subMerchantId", SubMerchantId);
            if (SubAppId is not null) writer.WriteString("subAppId", SubAppId);
            writer.WriteEndObject();
        }

        return new(Version, Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
    }
}
