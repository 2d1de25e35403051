using System.Text.Json;
using Router.Abstractions;
using Router.ChannelSimulators.PayPal;
using Router.TestKit;
using Router.TestKit.Compliance;

namespace Router.Channel.PayPal.Tests.Support;

/// <summary>One open channel, at the simulator or at a scripted wire, and the requests that the engine would make.</summary>
internal sealed class Shop : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 4, 0, 0, TimeSpan.Zero);
    private readonly PayPalFixture? _fixture;
    private int _numbers;

    private Shop(PayPalFixture? fixture, ManualTimeProvider time, ChannelAccount account, PluginHost host)
    {
        _fixture = fixture;
        Time = time;
        Account = account;
        Host = host;
        Channel = (PayPalChannel)new PayPalPlugin().Open(account, host);
    }

    public ManualTimeProvider Time { get; }

    public ChannelAccount Account { get; }

    public PluginHost Host { get; }

    public PayPalChannel Channel { get; }

    public PayPalSimulator Simulator => _fixture!.Simulator;

    public static async Task<Shop> AtSimulatorAsync(Action<Dictionary<string, object>>? change = null)
    {
        var time = new ManualTimeProvider(Start);
        var fixture = await PayPalFixture.OpenPayPalAsync(time);
        var account = fixture.Account;
        return new(fixture, time, Changed(account.Account, change), new(time, account.Secrets, new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }));
    }

    public static Shop At(ScriptedWire wire, Action<Dictionary<string, object>>? change = null)
    {
        var time = new ManualTimeProvider(Start);
        var settings = new Dictionary<string, object>
        {
            ["clientId"] = "client",
            ["clientSecret"] = "secret-name",
            ["webhookIds"] = new[] { "1JE4291016473214C" },
        };
        var account = new ChannelAccount
        {
            Id = "paypal-test",
            Mode = AccountMode.Direct,
            MerchantId = "MAIN23456789A",
            IsProduction = false,
            Settings = JsonSerializer.SerializeToElement(settings),
        };
        return new(null, time, Changed(account, change), new(time, new Dictionary<string, string> { ["secret-name"] = "the-secret" }, wire));
    }

    public PayRequest NewRequest(Money? amount = null, string method = Methods.Redirect) => new()
    {
        AttemptNumber = $"t{++_numbers:D15}",
        Method = method,
        Amount = amount ?? new(1099, Currency.USD),
        RequestTime = Time.GetUtcNow(),
        ExpiresAt = Time.GetUtcNow().AddMinutes(30),
        State = ChannelState.Empty,
        Description = "Tea",
        NotifyUrl = new("https://shop.example/notify/paypal/paypal-main"),
        ReturnUrl = new("https://shop.example/back"),
    };

    public static QueryRequest Ask(PayRequest request) => new()
    {
        AttemptNumber = request.AttemptNumber,
        Method = request.Method,
        Amount = request.Amount,
        RequestTime = request.RequestTime,
        State = request.State,
        Original = request,
    };

    public static CloseRequest End(PayRequest request) => new()
    {
        AttemptNumber = request.AttemptNumber,
        Method = request.Method,
        Amount = request.Amount,
        RequestTime = request.RequestTime,
        State = request.State,
    };

    public static ContinueRequest Step(PayRequest request) => new() { Original = request, ContinuationKey = request.AttemptNumber + "-capture", State = request.State };

    public Task<QueryResult> QueryAsync(PayRequest request) => Channel.QueryAsync(Ask(request), default);

    public Task<CloseResult> CloseAsync(PayRequest request) => Channel.CloseAsync(End(request), default);

    /// <summary>Closes an order that may be approved, as long as it takes.</summary>
    public async Task<PayRequest> CloseApprovedAsync(PayRequest request)
    {
        var first = await CloseAsync(request);
        if (first.Outcome == CloseOutcome.TooEarly)
        {
            request = request with { State = first.State! };
            Time.Advance(first.RetryAfter!.Value);
            first = await CloseAsync(request);
        }

        first.Outcome.Should().Be(CloseOutcome.Closed);
        return request with { State = first.State! };
    }

    public Task<ChannelResult> ContinueAsync(PayRequest request) => Channel.ContinueAsync(Step(request), default);

    /// <summary>Created: the request with the order's id in its state, and what the buyer has to do.</summary>
    public async Task<(PayRequest Request, PayAction Action)> CreateAsync(Money? amount = null, string method = Methods.Redirect)
    {
        var request = NewRequest(amount, method);
        var result = method == Methods.Redirect ? await Channel.PayAsync(request, default) : await Channel.AuthorizeAsync(request, default);
        result.Outcome.Should().Be(PayOutcome.Pending, result.Fault?.ToString());
        return (request with { State = result.State! }, result.Action!);
    }

    /// <summary>Created and approved by the buyer.</summary>
    public async Task<PayRequest> ApproveAsync(Money? amount = null, string method = Methods.Redirect, BuyerAct act = BuyerAct.Pay)
    {
        var (request, action) = await CreateAsync(amount, method);
        (await Simulator.ActAsync(act, Account.MerchantId, request, action)).Should().BeTrue();
        return request;
    }

    /// <summary>Created, approved and captured.</summary>
    public async Task<(PayRequest Request, string CaptureId)> PayAsync(Money? amount = null)
    {
        var request = await ApproveAsync(amount);
        var paid = await ContinueAsync(request);
        paid.Outcome.Should().Be(PayOutcome.Succeeded, paid.Fault?.ToString());
        return (request with { State = paid.State! }, paid.ChannelTransactionId!);
    }

    public RefundRequest NewRefund(PayRequest request, string captureId, Money amount) => new()
    {
        RefundNumber = $"r{++_numbers:D15}",
        AttemptNumber = request.AttemptNumber,
        ChannelTransactionId = captureId,
        Method = request.Method,
        Amount = amount,
        Captured = request.Amount,
        RequestTime = Time.GetUtcNow(),
        PaymentRequestTime = request.RequestTime,
        PaymentState = request.State,
        State = ChannelState.Empty,
        Reason = "cold",
        NotifyUrl = request.NotifyUrl,
    };

    public int Captures(string attemptNumber) => Simulator.Entries.Count(e => e.AttemptNumber == attemptNumber && e.IsCapture);

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        Host.Dispose();
        if (_fixture is not null) await _fixture.DisposeAsync();
    }

    private static ChannelAccount Changed(ChannelAccount account, Action<Dictionary<string, object>>? change)
    {
        if (change is null) return account;
        var settings = account.Settings.EnumerateObject().ToDictionary(p => p.Name, p => (object)p.Value);
        change(settings);
        return account with { Settings = JsonSerializer.SerializeToElement(settings) };
    }
}
