using Router.Abstractions;
using Router.ChannelSimulators.Stripe;
using Router.TestKit;

namespace Router.Channel.Stripe.Tests.Bench;

/// <summary>An open channel before the simulator.</summary>
internal sealed class Shop : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = Desk.Now;

    private Shop(StripeFixture fixture, ManualTimeProvider time)
    {
        (Fixture, Time) = (fixture, time);
        Wire = new(fixture.Stripe);
        Host = new(Wire, time, fixture.Account.Secrets);
        Channel = (StripeChannel)new StripePlugin().Open(fixture.Account.Account, Host);
    }

    public StripeFixture Fixture { get; }

    public StripeSimulator Stripe => Fixture.Stripe;

    public ManualTimeProvider Time { get; }

    public WireAt Wire { get; }

    public StripeHost Host { get; }

    public StripeChannel Channel { get; }

    public static string Merchant => StripeFixture.MainId;

    public static async Task<Shop> OpenAsync()
    {
        var time = new ManualTimeProvider(Now);
        return new(await StripeFixture.StartAsync(time), time);
    }

    public PayRequest Begin(string method, string? token, Money? amount = null, string number = "ATTEMPT1", string? agreement = null)
    {
        var request = new PayRequest
        {
            AttemptNumber = number,
            Method = method,
            Amount = amount ?? new(2_900, Currency.USD),
            RequestTime = Time.GetUtcNow(),
            ExpiresAt = Time.GetUtcNow().AddMinutes(30),
            State = ChannelState.Empty,
            Description = "Tea 茶",
            NotifyUrl = new("https://shop.example/notify/stripe/stripe-main"),
            ReturnUrl = new("https://shop.example/return?order=1"),
            Instrument = token is null ? null : new(Token: token),
            AgreementId = agreement,
        };
        return request with { State = Channel.Prepare(request) };
    }

    public Task<ChannelResult> PayAsync(PayRequest request) => Channel.PayAsync(request, default);

    public Task<QueryResult> QueryAsync(PayRequest request, ChannelState? state = null) => Channel.QueryAsync(Desk.Query(request, state), default);

    public Task<CloseResult> CloseAsync(PayRequest request, ChannelState? state = null) => Channel.CloseAsync(Desk.Close(request, state), default);

    public int Captures(string number = "ATTEMPT1") => Stripe.Entries.Count(e => e.AttemptNumber == number && e.IsCapture);

    public ValueTask DisposeAsync() => Fixture.DisposeAsync();
}
