using Router.Abstractions;
using Router.ChannelSimulators.WeChatPay;
using Router.TestKit.Compliance;

namespace Router.Channel.WeChatPay.Tests.Bench;

/// <summary>The first account works with platform certificates, the other with a public key.</summary>
internal sealed class WeChatPayFixture : ChannelFixture
{
    private readonly WeChatPaySimulator _simulator;

    private WeChatPayFixture(WeChatPaySimulator simulator, FixtureAccount account, FixtureAccount other)
    {
        _simulator = simulator;
        Account = account;
        OtherAccount = other;
    }

    // artifacts/bin/<tests>/<configuration>/ and artifacts/plugins/<configuration>/<plugin>/
    public override string PluginFolder { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "../../../plugins", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "Router.Channel.WeChatPay"));

    public override IProvider Provider => _simulator;

    public override FixtureAccount Account { get; }

    public override FixtureAccount OtherAccount { get; }

    public static Task<ChannelFixture> OpenAsync(TimeProvider time) => OpenAsync(time, AccountMode.Direct, AccountMode.Direct);

    public static Task<ChannelFixture> OpenPartnerAsync(TimeProvider time) => OpenAsync(time, AccountMode.Partner, AccountMode.SubMerchant);

    public override IChannelPlugin CreatePlugin() => new WeChatPayPlugin();

    public override PayRequest Complete(PayRequest request) => request with { Payer = request.Payer! with { ChannelUserId = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" } };

    public override async ValueTask DisposeAsync() => await _simulator.DisposeAsync();

    private static async Task<ChannelFixture> OpenAsync(TimeProvider time, AccountMode mode, AccountMode otherMode)
    {
        var simulator = new WeChatPaySimulator(time);
        await simulator.StartAsync();
        var (first, second) = (Merchant("1900000001", 0, mode, time), Merchant("1900000002", 1, otherMode, time));
        second.UsePublicKey(simulator.PublicKeyId, simulator.PublicKeyPem);
        foreach (var merchant in new[] { first, second })
        {
            var onFile = merchant.OnFile();
            onFile.SubMerchants.Add(TestMerchant.SubMerchantId);
            onFile.HasPublicKeyOnly = merchant == second;
            simulator.Register(onFile);
        }

        return new WeChatPayFixture(
            simulator, new(first.Account("wechat-main", simulator.Address), first.Secrets), new(second.Account("wechat-other", simulator.Address), second.Secrets));
    }

    private static TestMerchant Merchant(string id, int key, AccountMode mode, TimeProvider time)
    {
        var merchant = new TestMerchant(id, time.GetUtcNow(), key: key) { Mode = mode };
        if (mode == AccountMode.Direct) return merchant;
        merchant.Settings["subMerchantId"] = TestMerchant.SubMerchantId;
        if (mode == AccountMode.SubMerchant) merchant.Settings["subAppId"] = "wxsubapp0123456789";
        return merchant;
    }
}
