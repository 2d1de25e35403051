using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Router.Abstractions;
using Router.Core.Channels;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Store;
using Router.TestKit.Stores;

namespace Router.Hosting.Tests.Plugins;

/// The whole router in this process with a plugin that misbehaves (accounts r1, r2) and one that does not (account g1).
internal sealed class RogueHost : IAsyncDisposable
{
    public const string Rogue = "rogue.direct", Good = "good.direct";
    private readonly string _root = Directory.CreateTempSubdirectory("router-rogue-").FullName;
    private readonly ServiceProvider _services;
    private int _orders;

    private RogueHost(int places)
    {
        Write("plugins.json", """
            { "plugins": [ { "id": "rogue", "folder": "Fixture.Misbehaving", "trust": "build", "accounts": "rogue.json" },
                           { "id": "good", "folder": "Fixture.Good", "trust": "build", "accounts": "good.json" } ] }
            """);
        Write("rogue.json", $$"""
            { "accounts": [ { "id": "r1", "channel": "rogue", "merchantId": "M1", "maxConcurrency": {{places}} },
                            { "id": "r2", "channel": "rogue", "merchantId": "M2", "state": "noNewPayments" } ] }
            """);
        Write("good.json", """{ "accounts": [ { "id": "g1", "channel": "good", "merchantId": "G1" } ] }""");
        Write("rules.json", """
            { "name": "rogue", "currencies": ["CNY"], "rules": [],
              "default": { "route": { "strategy": "priority", "candidates": ["r1", "g1"] } } }
            """);
        var services = new ServiceCollection();
        services.AddLogging(l => l.AddProvider(Log));
        services.AddSingleton<IOrderStore, InMemoryOrderStore>();
        services.AddPaymentRouter(o =>
        {
            (o.PluginsFile, o.RulesFile, o.DataFolder) = (At("plugins.json"), At("rules.json"), At("data"));
            (o.FactsFile, o.BinsFile, o.SecretsFolder) = (At("facts.json"), At("bins.csv"), At("secrets"));
            o.PluginsRoot = Path.Combine(AppContext.BaseDirectory, "fixtures");
            (o.RunBackground, o.WatchFiles) = (false, false);
        }).AllowAllRisk();
        _services = services.BuildServiceProvider();
    }

    public CountedLog Log { get; } = new();

    public PluginConduct Conduct => Get<PluginConduct>();

    /// The misbehaving version's record; all zero before its first mistake.
    public ConductReport Report => Conduct.Reports.FirstOrDefault(r => r.ChannelId == "rogue") ?? new("rogue", "1.0.0", 0, 0, null);

    public static async Task<RogueHost> StartAsync(int places = 8)
    {
        var host = new RogueHost(places);
        foreach (var service in host._services.GetServices<IHostedService>()) await service.StartAsync(CancellationToken.None);
        return host;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<PaymentOrder> PayAsync(string misdeeds = "", string method = Rogue)
    {
        var no = $"o{Interlocked.Increment(ref _orders)}";
        var answer = await Get<IPaymentRouter>().PayAsync(new()
        {
            Terms = new()
            {
                Merchant = "shop",
                MerchantOrderNo = no,
                Amount = new Money(1000, Currency.CNY),
                Description = misdeeds.Length == 0 ? "tea" : misdeeds,
                Methods = [method],
                MerchantNotifyUrl = new Uri("https://shop.example/notify"),
                Payer = new Payer("buyer"),
            },
            IdempotencyKey = no,
        });
        answer.Error.Should().BeNull();
        return answer.Payment!;
    }

    /// Waits for what another thread does; gives up after long enough for any machine.
    public static async Task UntilAsync(Func<bool> holds)
    {
        for (var tries = 0; tries < 3000 && !holds(); tries++) await Task.Delay(10);
        holds().Should().BeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        // What a plugin never gives back is never waited for: the provider is not disposed, its threads end with the process.
        await Task.Yield();
        Directory.Delete(_root, recursive: true);
    }

    private string At(string name) => Path.Combine(_root, name);

    private void Write(string name, string text) => File.WriteAllText(At(name), text);
}
