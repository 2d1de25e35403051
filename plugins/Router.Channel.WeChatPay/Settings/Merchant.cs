namespace Router.Channel.WeChatPay.Settings;

/// <summary>Who asks. With <see cref="SubMerchantId"/> everything goes through the partner's endpoints.</summary>
/// <param name="MerchantId">mchid; for a partner its own (sp_mchid).</param>
/// <param name="AppId">appid, or sp_appid.</param>
/// <param name="MobileAppId">What wechat.app uses instead; null: the same.</param>
/// <param name="SubMerchantId">sub_mchid; null: we are the merchant.</param>
/// <param name="SubAppId">sub_appid.</param>
internal sealed record Merchant(string MerchantId, string AppId, string? MobileAppId, string? SubMerchantId, string? SubAppId)
{
    /// <summary>True for an appid of ours: the one or the other, or none, where the message names none.</summary>
    public bool Owns(string? appId) => appId is null || appId == AppId || appId == MobileAppId;
}
