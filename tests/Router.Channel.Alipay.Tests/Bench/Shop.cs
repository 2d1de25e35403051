using Router.Abstractions;
using Router.ChannelSimulators.Alipay;
using Router.TestKit;
using Router.TestKit.Compliance;

namespace Router.Channel.Alipay.Tests.Bench;

/// <summary>One account open at a simulator.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private Shop(AlipaySimulator simulator, ManualTimeProvider time, AlipayMerchant merchant, FixtureAccount account, TestHost host)
    {
        (Simulator, Time, Merchant, Account, Host) = (simulator, time, merchant, account, host);
        foreach (var (name, secret) in account.Secrets) host.Secrets[name] = secret;
        Channel = new AlipayPlugin().Open(account.Account, host);
    }

    public AlipaySimulator Simulator { get; }

    public ManualTimeProvider Time { get; }

    public AlipayMerchant Merchant { get; }

    public FixtureAccount Account { get; }

    public TestHost Host { get; }

    public IChannel Channel { get; }

    public static async Task<Shop> OpenAsync(bool usesCertificates = false, string pageAction = "redirect")
    {
        var time = new ManualTimeProvider(Asks.Now);
        var simulator = new AlipaySimulator(time);
        await simulator.StartAsync();
        var merchant = simulator.Register("2021000000000001", "2088000000000001", usesCertificates);
        var account = usesCertificates ? AlipayFixture.CertificateAccount(simulator, merchant) : AlipayFixture.KeyAccount(simulator, merchant, pageAction);
        return new(simulator, time, merchant, account, new TestHost(time));
    }

    public Task<ChannelResult> PayAsync(PayRequest request) => Channel.PayAsync(request, CancellationToken.None);

    public Task<QueryResult> QueryAsync(PayRequest request, ChannelState? state = null) => Channel.QueryAsync(request.Query(state), CancellationToken.None);

    public Task<CloseResult> CloseAsync(PayRequest request, ChannelState? state = null) => Channel.CloseAsync(request.Close(state), CancellationToken.None);

    public Task<RefundResult> RefundAsync(RefundRequest request) => Channel.RefundAsync(request, CancellationToken.None);

    public Task<RefundResult> QueryRefundAsync(RefundRequest request) => Channel.QueryRefundAsync(new() { Refund = request }, CancellationToken.None);

    public Task<NotificationResult> ParseAsync(InboundNotification notification) => Channel.ParseNotificationAsync(notification, CancellationToken.None);

    /// <summary>Pays by barcode at once.</summary>
    public async Task<(PayRequest Request, ChannelResult Result)> PaidAsync(long fen = 1999, string number = "A000000000000001")
    {
        var request = Asks.Pay("alipay.barcode", fen, number);
        var result = await PayAsync(request);
        result.Outcome.Should().Be(PayOutcome.Succeeded);
        return (request, result);
    }

    public async ValueTask DisposeAsync()
    {
        Host.Dispose();
        await Simulator.DisposeAsync();
    }
}
