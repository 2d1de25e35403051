using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Router.Host.Demo.Checks;
using Router.Load.Running;

namespace Router.Load.Checks;

/// <summary>Reads what the router says about its orders, over the operators' API.</summary>
internal sealed class OrderReader : IDisposable
{
    private static readonly string[] s_open = ["created", "challenged", "paying", "indoubt"];
    private readonly HttpClient _http;

    public OrderReader(HostProcess host, HostFolder folder)
    {
        _http = new() { BaseAddress = host.Url };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", folder.OpsKey);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>From now on every channel behaves.</summary>
    public async Task EndFaultsAsync()
    {
        foreach (var account in HostFolder.Accounts)
        {
            using var none = new StringContent("{}", Encoding.UTF8, "application/json");
            using var answer = await _http.PutAsync($"/ops/v1/accounts/{account}/faults", none);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Whether a payment is still under way.</summary>
    public async Task<bool> AnyOpenAsync()
    {
        foreach (var state in s_open)
        {
            using var page = await GetAsync($"/ops/v1/orders?limit=1&state={state}");
            if (page.RootElement.GetProperty("orders").GetArrayLength() > 0) return true;
        }

        return false;
    }

    /// <summary>Every payment; the details of those alone where money may have gone back or that people look at.</summary>
    public async Task<IReadOnlyList<StoredOrder>> ReadAsync(IReadOnlySet<string> withRefunds)
    {
        var orders = new List<StoredOrder>();
        var before = "";
        do
        {
            using var page = await GetAsync($"/ops/v1/orders?limit=500{before}");
            orders.AddRange(page.RootElement.GetProperty("orders").EnumerateArray().Select(order => Of(order)));
            before = page.RootElement.TryGetProperty("before", out var next) && next.GetString() is { } id ? $"&before={id}" : "";
        }
        while (before.Length > 0);

        var places = Enumerable.Range(0, orders.Count)
            .Where(place => withRefunds.Contains(orders[place].PaymentId) || orders[place].Attempts.Count > 1 || orders[place].State is not "succeeded");
        await Parallel.ForEachAsync(places, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (place, _) => orders[place] = await DetailAsync(orders[place]));
        return orders;
    }

    private async Task<StoredOrder> DetailAsync(StoredOrder order)
    {
        using var document = await GetAsync($"/ops/v1/orders/{order.PaymentId}");
        var root = document.RootElement;
        var refunds = root.GetProperty("refunds").EnumerateArray().ToDictionary(
            refund => Text(refund, "refundId")!,
            refund => new KnownRefund(Text(refund, "refundNumber")!, Text(refund, "attempt")!, refund.GetProperty("amount").GetInt64(), Text(refund, "state")!),
            StringComparer.Ordinal);
        return Of(root.GetProperty("payment")) with
        {
            Refunds = refunds,
            HasOpenCase = root.GetProperty("cases").EnumerateArray().Any(one => Text(one, "resolvedAt") is null),
        };
    }

    private static StoredOrder Of(JsonElement order)
    {
        var state = Text(order, "state")!;
        return new(
            Text(order, "paymentId")!, Text(order, "merchant")!, Text(order, "merchantOrderNo")!, order.GetProperty("amount").GetInt64(), Text(order, "currency")!,
            state, [.. order.GetProperty("attempts").EnumerateArray().Select(attempt => Text(attempt, "number")!)],
            state == "succeeded" ? Text(order, "attempt") : null, new Dictionary<string, KnownRefund>(), HasOpenCase: false);
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private async Task<JsonDocument> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
    }
}
