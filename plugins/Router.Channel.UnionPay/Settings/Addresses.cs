namespace Router.Channel.UnionPay.Settings;

/// <summary>Where UnionPay is, and where an account may be pointed at instead.</summary>
internal static class Addresses
{
    // Source: the official demo's acp_sdk.properties, production and test.
    public const string ProductionApi = "https://gateway.95516.com";
    public const string ProductionFiles = "https://filedownload.95516.com";
    public const string TestApi = "https://gateway.test.95516.com";
    public const string TestFiles = "https://filedownload.test.95516.com";

    /// <summary>Reads an address; null where it may not be used, after telling why.</summary>
    public static Uri? Read(string setting, string? given, string official, bool isProduction, Problems problems)
    {
        if (!Uri.TryCreate((given ?? official).TrimEnd('/'), UriKind.Absolute, out var address) || address.Query.Length > 0
            || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
        {
            problems.Tell(setting, "is no plain absolute URL; write one like " + official + ".");
            return null;
        }

        var wanted = new Uri(official);
        if (isProduction)
        {
            if (address.Scheme == Uri.UriSchemeHttps && address.Host == wanted.Host && address.IsDefaultPort) return address;
            problems.Tell(setting, $"a production account may only use {official}; leave the setting out.");
            return null;
        }

        if (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) return address;
        problems.Tell(setting, "must be https; http is for loopback addresses only.");
        return null;
    }
}
