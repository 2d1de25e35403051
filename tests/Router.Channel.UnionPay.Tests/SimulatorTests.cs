using System.Net;
using System.Text;
using Router.Abstractions;
using Router.Channel.UnionPay.Tests.Support;
using Router.ChannelSimulators.UnionPay;
using Router.TestKit;

namespace Router.Channel.UnionPay.Tests;

/// <summary>The simulator as a person meets it, and what it refuses.</summary>
public sealed class SimulatorTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _clock = new(TestKeys.Start);
    private UnionPayFixture _fixture = null!;

    private UnionPaySimulator Simulator => (UnionPaySimulator)_fixture.Provider;

    public async Task InitializeAsync() => _fixture = (UnionPayFixture)await UnionPayFixture.OpenAsync(_clock);

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task A_person_pays_on_the_page_and_the_shop_is_told()
    {
        using var shop = new HttpListener();
        var url = new Uri($"http://127.0.0.1:{FreePort()}/notify/unionpay/unionpay-main");
        shop.Prefixes.Add(url.AbsoluteUri + "/");
        shop.Start();
        Simulator.DeliverNotifications = true;
        var channel = Open();
        var request = Bench.Pay(channel, "unionpay.gateway") with { NotifyUrl = url };
        var action = (await channel.PayAsync(request, default)).Action!;

        var page = await PostAsync(action.Content, action.Fields!);
        page.Should().Contain("19.99 CNY").And.Contain(request.AttemptNumber);
        (await PostAsync(new Uri(Simulator.Address, "/simulator/pay").AbsoluteUri, new Dictionary<string, string> { ["merId"] = TestKeys.Merchant, ["orderId"] = request.AttemptNumber }))
            .Should().Contain("Paid.");

        var told = await shop.GetContextAsync();
        using var body = new MemoryStream();
        await told.Request.InputStream.CopyToAsync(body);
        told.Response.Close();
        var result = await channel.ParseNotificationAsync(new(body.ToArray(), new Dictionary<string, string>(), ""), default);
        result.Events.Single().Attempt!.Captured.Should().Be(new Money(1999, Currency.CNY));
    }

    [Fact]
    public async Task A_form_that_was_changed_is_refused()
    {
        var channel = Open();
        var action = (await channel.PayAsync(Bench.Pay(channel, "unionpay.gateway"), default)).Action!;
        (await PostAsync(action.Content, new Dictionary<string, string>(action.Fields!) { ["txnAmt"] = "1" })).Should().Contain("refused with 11");
    }

    [Fact]
    public async Task A_form_is_refused_when_its_time_is_over()
    {
        var channel = Open();
        var action = (await channel.PayAsync(Bench.Pay(channel, "unionpay.gateway"), default)).Action!;
        _clock.Advance(TimeSpan.FromMinutes(30));
        (await PostAsync(action.Content, action.Fields!)).Should().Contain("refused with 39");
    }

    [Fact]
    public async Task A_merchant_may_sign_with_the_old_and_the_new_certificate()
    {
        using var next = TestKeys.Authority.IssueMerchant(TestKeys.Merchant);
        var channel = Open(TestKeys.Pfx(next));
        (await channel.PayAsync(Bench.Pay(channel), default)).Fault.Should().Match<ChannelFault>(f => f.RawCode == "11" && f.Blame == FaultBlame.Us);
        Simulator.Register(TestKeys.Merchant, next);
        (await channel.PayAsync(Bench.Pay(channel), default)).Outcome.Should().Be(PayOutcome.Pending);
        var old = Open();
        (await old.PayAsync(Bench.Pay(old, number: "A2026112000000002"), default)).Outcome.Should().Be(PayOutcome.Pending);
    }

    [Fact]
    public async Task An_order_that_UnionPay_still_works_on_is_pending_and_a_refund_of_it_processing()
    {
        var channel = Open();
        var request = Bench.Pay(channel);
        var action = (await channel.PayAsync(request, default)).Action;
        await Simulator.ActAsync(TestKit.Compliance.BuyerAct.Pay, TestKeys.Merchant, request, action);
        Simulator.IsSlow = true;
        (await channel.QueryAsync(Bench.Query(request), default)).Status.Should().Be(AttemptStatus.Pending);
        Simulator.IsSlow = false;
        (await channel.QueryAsync(Bench.Query(request), default)).Status.Should().Be(AttemptStatus.Paid);
    }

    [Fact]
    public async Task A_buyer_whose_card_is_refused_may_try_again_until_the_time_is_over()
    {
        var channel = Open();
        var request = Bench.Pay(channel);
        var action = (await channel.PayAsync(request, default)).Action;
        await Simulator.ActAsync(TestKit.Compliance.BuyerAct.FailToPay, TestKeys.Merchant, request, action);
        (await channel.QueryAsync(Bench.Query(request), default)).Should().Match<QueryResult>(q => q.Status == AttemptStatus.Pending && q.MustClose);
        (await Simulator.ActAsync(TestKit.Compliance.BuyerAct.Pay, TestKeys.Merchant, request, action)).Should().BeTrue();
        (await channel.QueryAsync(Bench.Query(request), default)).Status.Should().Be(AttemptStatus.Paid);
    }

    [Fact]
    public async Task An_order_that_nobody_paid_in_time_is_declined()
    {
        var channel = Open();
        var request = Bench.Pay(channel);
        var action = (await channel.PayAsync(request, default)).Action;
        _clock.Advance(TimeSpan.FromMinutes(36));
        (await Simulator.ActAsync(TestKit.Compliance.BuyerAct.Pay, TestKeys.Merchant, request, action)).Should().BeFalse();
        (await channel.QueryAsync(Bench.Query(request), default)).Status.Should().Be(AttemptStatus.Declined);
    }

    private IChannel Open(string? pfx = null)
    {
        var host = new SimulatedHost(_clock, _fixture.Account.Secrets, pfx);
        return new UnionPayPlugin().Open(_fixture.Account.Account, host);
    }

    private static async Task<string> PostAsync(string url, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var browser = new HttpClient();
        using var form = new FormUrlEncodedContent(fields);
        using var response = await browser.PostAsync(url, form);
        return Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class SimulatedHost(TimeProvider time, IReadOnlyDictionary<string, string> secrets, string? pfx) : IChannelHost
    {
        public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

        public TimeProvider Time => time;

        public void FillRandom(Span<byte> buffer) => buffer.Clear();

        public string GetSecret(string name) => name == "up-pfx" && pfx is not null ? pfx : secrets[name];

        public void Log(ChannelLogLevel level, string message, Exception? exception = null)
        {
        }
    }
}
