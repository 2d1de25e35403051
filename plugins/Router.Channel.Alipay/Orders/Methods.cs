namespace Router.Channel.Alipay.Orders;

internal static class Methods
{
    public const string Page = "alipay.page";
    public const string Wap = "alipay.wap";
    public const string App = "alipay.app";
    public const string Qr = "alipay.qr";
    public const string Barcode = "alipay.barcode";
}
