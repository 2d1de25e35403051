using System.Text.Json.Nodes;

namespace Router.Host.Client;

/// <summary>An account's day in words: "today 3 of 100 payments, 1200 of 500000 CNY".</summary>
internal static class DayText
{
    /// <returns>Null where the account has no limits.</returns>
    public static string? Of(JsonNode? day)
    {
        if (day is null) return null;
        var parts = new List<string> { $"{day["count"]}{Limit(day["countLimit"])} payments" };
        foreach (var amount in day["amounts"]!.AsArray()) parts.Add($"{amount!["used"]}{Limit(amount["limit"])} {amount["currency"]}");
        return $"on {day["day"]} {string.Join(", ", parts)}";
    }

    /// <summary>Whether a limit of it is used up.</summary>
    public static bool IsFull(JsonNode day) => Reached(day["count"], day["countLimit"]) || day["amounts"]!.AsArray().Any(a => Reached(a!["used"], a["limit"]));

    private static string Limit(JsonNode? limit) => limit is null ? "" : $" of {limit}";

    private static bool Reached(JsonNode? used, JsonNode? limit) => limit is not null && (long)used! >= (long)limit;
}
