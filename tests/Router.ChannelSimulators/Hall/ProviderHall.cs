using Router.ChannelSimulators.Alipay;
using Router.ChannelSimulators.PayPal;
using Router.ChannelSimulators.Stripe;
using Router.ChannelSimulators.UnionPay;
using Router.ChannelSimulators.WeChatPay;

namespace Router.ChannelSimulators.Hall;

/// <summary>
/// The simulators of all real channels with two merchants each, for a router to be tried with: every provider on an address of its own,
/// its books in memory, its notifications posted to the router.
/// </summary>
public sealed class ProviderHall : IAsyncDisposable
{
    private readonly Dictionary<string, ProviderSimulator> _simulators = new(StringComparer.Ordinal);
    private readonly List<SimulatedAccount> _accounts = [];

    private ProviderHall()
    {
    }

    /// <summary>The simulators by channel id.</summary>
    public IReadOnlyDictionary<string, ProviderSimulator> Simulators => _simulators;

    /// <summary>Every account at them.</summary>
    public IReadOnlyList<SimulatedAccount> Accounts => _accounts;

    /// <summary>Opens all of them.</summary>
    /// <param name="time">The providers' clock.</param>
    /// <param name="router">The address that a router has for notifications, ending with the API's version: "http://127.0.0.1:5080/v1".</param>
    /// <param name="firstPort">The first of five ports on the loopback address; 0: any free ones.</param>
    public static async Task<ProviderHall> OpenAsync(TimeProvider time, Uri router, int firstPort = 0)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(router);
        var hall = new ProviderHall();
        try
        {
            string Address(int nth) => $"http://127.0.0.1:{(firstPort == 0 ? 0 : firstPort + nth)}";
            Uri Notify(string channel, string account) => new($"{router.AbsoluteUri.TrimEnd('/')}/notify/{channel}/{account}");
            await hall.AddAsync("wechat", new WeChatPaySimulator(time, Address(0)) { DeliverNotifications = true }, s => Merchants.WeChatPay(s, time));
            await hall.AddAsync("alipay", new AlipaySimulator(time, Address(1)) { DeliverNotifications = true }, Merchants.Alipay);
            var unionPayKeys = new UnionPayKeys(time.GetUtcNow());
            await hall.AddAsync("unionpay", new UnionPaySimulator(time, unionPayKeys, Address(2)) { DeliverNotifications = true }, s => Merchants.UnionPay(s, unionPayKeys));
            await hall.AddAsync("paypal", new PayPalSimulator(time, Address(3)) { DeliverNotifications = true }, s => Merchants.PayPal(s, Notify));
            await hall.AddAsync("stripe", new StripeSimulator(time, Address(4)) { DeliverNotifications = true }, s => Merchants.Stripe(s, Notify));
            return hall;
        }
        catch
        {
            await hall.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var simulator in _simulators.Values) await simulator.DisposeAsync();
    }

    private async Task AddAsync<T>(string channel, T simulator, Func<T, IEnumerable<SimulatedAccount>> register)
        where T : ProviderSimulator
    {
        _simulators[channel] = simulator;
        await simulator.StartAsync();
        _accounts.AddRange(register(simulator));
    }
}
