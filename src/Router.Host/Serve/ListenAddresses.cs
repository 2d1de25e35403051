using System.Net;

namespace Router.Host.Serve;

/// <summary>
/// Where the router may listen. Payment requests are not signed yet, so whoever reaches the address can pay and refund: only this machine,
/// unless told otherwise.
/// </summary>
internal static class ListenAddresses
{
    public static IEnumerable<string> Problems(IReadOnlyList<string> urls, bool insecure)
    {
        if (urls.Count == 0) yield return "Router:Urls is empty; write an address such as http://127.0.0.1:5080.";
        foreach (var url in urls)
        {
            if (Problem(url, insecure) is { } problem) yield return problem;
        }
    }

    private static string? Problem(string url, bool insecure)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return $"'{url}' is no address; write one such as http://127.0.0.1:5080.";
        }

        if (address.Scheme != "http") return $"'{url}' is not http. The router itself speaks plain HTTP; put a proxy with a certificate in front of it.";
        if (address.PathBase.Length > 1) return $"'{url}' has a path; write the address alone.";
        if (address.Port is < 1 or > 65535) return $"'{url}' has port {address.Port}; write 1 to 65535.";
        return insecure || IsLoopback(address.Host)
            ? null
            : $"'{url}' can be reached from other machines, and payment requests are not signed yet: whoever reaches it can pay and refund. "
              + "Listen on 127.0.0.1 behind something that checks callers, or take the risk with --insecure.";
    }

    // A name other than localhost makes Kestrel listen on every address.
    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
