namespace Router.Channel.WeChatPay.Orders;

internal static class Methods
{
    public const string Native = "wechat.native", Jsapi = "wechat.jsapi", H5 = "wechat.h5", App = "wechat.app";

    /// <returns>The last part of the order's path; null: not ours.</returns>
    public static string? Path(string method) => method switch
    {
        Native => "native",
        Jsapi => "jsapi",
        H5 => "h5",
        App => "app",
        _ => null,
    };
}
