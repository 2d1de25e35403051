namespace Router.Channel.WeChatPay.Settings;

/// <summary>Where WeChat Pay listens. Source: the domains named on every API page of pay.weixin.qq.com.</summary>
internal static class ApiBase
{
    public const string Default = "https://api.mch.weixin.qq.com";
    private static readonly string[] s_official = ["api.mch.weixin.qq.com", "api2.mch.weixin.qq.com"];

    /// <returns>Why this address cannot be used; null: it can.</returns>
    public static string? Refuse(string text, bool isProduction, out Uri address)
    {
        address = new Uri(Default);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
            return $"is not a web address; write {Default}.";
        if (uri.AbsolutePath != "/" || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
            return $"has a path, a query or a user; write only scheme and host, such as {Default}.";
        if (isProduction && !IsOfficial(uri))
            return $"is not WeChat Pay's; a production account uses {string.Join(" or ", s_official.Select(h => "https://" + h))}.";
        if (uri.Scheme == "http" && !uri.IsLoopback) return "is http to another machine; use https, or http to this machine only.";
        address = uri;
        return null;
    }

    /// <summary>True for WeChat Pay's own hosts over https.</summary>
    public static bool IsOfficial(Uri uri) =>
        uri is { Scheme: "https", IsDefaultPort: true } && s_official.Contains(uri.Host, StringComparer.OrdinalIgnoreCase);
}
