namespace Router.Channel.WeChatPay.Orders;

/// <summary>Paths of the calls, of merchants and of partners. Source: wechatpay-go services/payments and services/partnerpayments.</summary>
internal static class Targets
{
    private const string Direct = "/v3/pay/transactions/", Partner = "/v3/pay/partner/transactions/";

    public static string Order(string path, string? subMerchantId) => Root(subMerchantId) + path;

    public static string Query(string number, string merchantId, string? subMerchantId) =>
        Root(subMerchantId) + "out-trade-no/" + Uri.EscapeDataString(number)
        + (subMerchantId is null ? $"?mchid={merchantId}" : $"?sp_mchid={merchantId}&sub_mchid={subMerchantId}");

    public static string Close(string number, string? subMerchantId) => $"{Root(subMerchantId)}out-trade-no/{Uri.EscapeDataString(number)}/close";

    private static string Root(string? subMerchantId) => subMerchantId is null ? Direct : Partner;
}
