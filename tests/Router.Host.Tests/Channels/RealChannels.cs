using System.Text.Json.Nodes;
using Router.Abstractions;
using Router.ChannelSimulators.Hall;
using Router.Host.Simulators;
using Router.Host.Tests.Api;
using Router.Host.Tests.Cli;
using Router.TestKit.Compliance;

namespace Router.Host.Tests.Channels;

/// <summary>The simulators of every real channel and a router that uses them, in a process of its own.</summary>
public sealed class RealChannels : IAsyncLifetime, IDisposable
{
    private readonly RouterFolder _folder = new();
    private RunningRouter _router = null!;

    public ProviderHall Hall { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var port = FreePort.Find();
        Hall = await ProviderHall.OpenAsync(TimeProvider.System, new($"http://127.0.0.1:{port}/v1"));
        SimulatorFolder.Write(_folder.At("hall"), Hall);
        _router = await RunningRouter.StartAtAsync(port, _folder, "--plugins", "hall/plugins.json", "--rules", "hall/rules/default.json", "--data", "hall/data");
    }

    public async Task DisposeAsync()
    {
        await _router.DisposeAsync();
        await Hall.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The answer to a verb of the command line, against the router; --key is given where the verb needs it.</summary>
    internal Task<RouterRun> RunAsync(params string[] args) => _router.RunAsync(args);

    public string OpsKey => File.ReadAllText(_folder.At("hall/data/ops.key")).Trim();

    /// <summary>Posts a payment.</summary>
    public async Task<JsonNode> PayAsync(string orderNo, string method, long amount, string currency)
    {
        var body = new JsonObject
        {
            ["merchant"] = "shop",
            ["merchantOrderNo"] = orderNo,
            ["amount"] = amount,
            ["currency"] = currency,
            ["method"] = method,
            ["description"] = "A book",
            ["returnUrl"] = "https://shop.example/back",
        };
        if (method == "wechat.jsapi") body["payer"] = new JsonObject { ["channelUserId"] = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" };
        if (method == "wechat.h5") body["payer"] = new JsonObject { ["ipAddress"] = "203.0.113.7" };
        if (method == "alipay.barcode") body["authCode"] = "287634438256643940";
        if (method is "card.redirect" or "card.direct")
        {
            body["instrument"] = new JsonObject { ["token"] = method == "card.direct" ? "pm_card_visa" : "pm_card_threeDSecure2Required" };
            body["agreementAccount"] = "stripe-1";
        }

        return await SendAsync(HttpMethod.Post, "payments", body, orderNo);
    }

    public Task<JsonNode> RefundAsync(string payment, string refundNo, long amount) =>
        SendAsync(HttpMethod.Post, $"payments/{payment}/refunds", new() { ["merchantRefundNo"] = refundNo, ["amount"] = amount }, refundNo);

    /// <summary>Asks until it is so; gives up after long enough for any machine.</summary>
    public async Task<JsonNode> UntilAsync(string path, Func<JsonNode, bool> holds)
    {
        JsonNode? last = null;
        for (var tries = 0; tries < 600; tries++)
        {
            last = await SendAsync(HttpMethod.Get, path, null, null);
            if (holds(last)) return last;
            await Task.Delay(100);
        }

        throw new TimeoutException($"It did not become so: {last}");
    }

    /// <summary>The buyer takes the action that the payment shows.</summary>
    public Task<bool> BuyAsync(JsonNode payment)
    {
        var account = Hall.Accounts.Single(a => a.Id == (string?)payment["account"]);
        var attempt = new PayRequest
        {
            AttemptNumber = (string)payment["attempt"]!,
            Method = (string?)payment["method"] ?? "",
            Amount = new(1, Currency.CNY),
            RequestTime = default,
            ExpiresAt = DateTimeOffset.MaxValue,
            State = ChannelState.Empty,
            Description = "",
            NotifyUrl = new("http://127.0.0.1/"),
        };
        PayAction? action = null;
        if (payment["action"] is JsonObject shown)
            action = new(
                Enum.Parse<PayActionKind>((string)shown["kind"]!, ignoreCase: true), (string?)shown["content"] ?? "",
                (shown["fields"] as JsonObject)?.ToDictionary(f => f.Key, f => (string?)f.Value ?? ""));
        return Hall.Simulators[account.Channel].ActAsync(BuyerAct.Pay, account.MerchantId, attempt, action);
    }

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonObject? body, string? key)
    {
        using var client = new HttpClient { BaseAddress = new($"{_router.Url}/v1/") };
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var response = await client.SendAsync(request);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((int)response.StatusCode).Should().BeLessThan(300, answer.ToString());
        return answer;
    }
}
