using System.Security.Cryptography;
using System.Text.Json;
using Router.Core.Orders;

namespace Router.Core.Payments;

/// <summary>Tells whether two requests ask for the same: a hash of everything that was asked, whatever the order of its fields.</summary>
internal static class Fingerprint
{
    public static string Of(PaymentTerms terms, TimeSpan? validity)
    {
        var sorted = terms with { Facts = Sorted(terms.Facts)!, Extra = Sorted(terms.Extra) };
        var json = JsonSerializer.Serialize(sorted, OrderJson.Default.PaymentTerms);
        return Hash($"{json}|{validity?.Ticks}");
    }

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..32];

    private static SortedDictionary<string, string>? Sorted(IReadOnlyDictionary<string, string>? map)
    {
        if (map is null) return null;
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in map) sorted[key] = value;
        return sorted;
    }
}
