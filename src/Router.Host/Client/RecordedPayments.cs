using System.Text.Json.Nodes;

namespace Router.Host.Client;

/// <summary>A running router's payments as lines for a backtest, page by page, oldest first.</summary>
internal static class RecordedPayments
{
    public static async IAsyncEnumerable<JsonNode> AllAsync(RouterClient client, string? merchant)
    {
        var query = "ops/v1/orders/recorded?limit=500";
        if (merchant is not null) query += $"&merchant={PayCommands.Escaped(merchant)}";
        string? after = null;
        do
        {
            var page = await client.GetAsync(after is null ? query : $"{query}&after={PayCommands.Escaped(after)}");
            foreach (var payment in page["payments"]!.AsArray()) yield return payment!;
            after = page["after"]?.GetValue<string>();
        }
        while (after is not null);
    }
}
