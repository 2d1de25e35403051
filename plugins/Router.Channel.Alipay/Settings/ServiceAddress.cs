using System.Net;

namespace Router.Channel.Alipay.Settings;

/// <summary>Which addresses an account may talk to.</summary>
internal static class ServiceAddress
{
    public const string Production = "https://openapi.alipay.com/gateway.do";
    public const string Sandbox = "https://openapi-sandbox.dl.alipaydev.com/gateway.do";
    private const string Path = "/gateway.do";

    /// <returns>The address, or null and what is wrong with it.</returns>
    public static (Uri? Address, string? Problem) Read(string? text, bool isProduction)
    {
        if (text is null) return (new(isProduction ? Production : Sandbox), null);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return (null, $"is no URL; write {Production} or leave it away.");
        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            return (null, "must have no user, query or fragment; write the bare address.");
        if (isProduction && (address.Scheme != "https" || address.Host != "openapi.alipay.com" || !address.IsDefaultPort))
            return (null, $"is not Alipay's own; a production account talks to {Production} only.");
        if (address.Scheme == "http" && !IsLoopback(address)) return (null, "is not encrypted; write https, http is for the loopback address.");
        return (address.AbsolutePath == "/" ? new Uri(address, Path) : address, null);
    }

    /// <summary>The address of a bill: Alipay names it with http at times, and it carries a token.</summary>
    /// <returns>Null where it is not one to talk to.</returns>
    public static Uri? OfBill(string? text, Uri api)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.UserInfo.Length > 0) return null;
        if (IsLoopback(api)) return address.Scheme == api.Scheme && address.Authority == api.Authority ? address : null;
        var isTheirs = address.Host.EndsWith(".alipay.com", StringComparison.Ordinal)
            || (api.Host.EndsWith(".alipaydev.com", StringComparison.Ordinal) && address.Host.EndsWith(".alipaydev.com", StringComparison.Ordinal));
        if (!isTheirs && address.Host != api.Host) return null;
        return address.Scheme switch
        {
            "https" => address,
            "http" when address.IsDefaultPort => new UriBuilder(address) { Scheme = "https", Port = 443 }.Uri,
            _ => null,
        };
    }

    private static bool IsLoopback(Uri address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
