using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Store;
using Router.Hosting.Alarms;
using Router.Hosting.Configuration;
using Router.Hosting.Operations;
using Router.TestKit;
using Router.TestKit.Stores;

namespace Router.Hosting.Tests.Accounts;

/// The whole router in this process with a plugin whose one account c1 needs a certificate, on a clock of the test's.
internal sealed class CertifiedHost : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("router-certified-").FullName;
    private readonly ServiceProvider _services;
    private int _orders;

    private CertifiedHost(string? certificate)
    {
        Write("plugins.json", """{ "plugins": [ { "id": "certified", "folder": "Fixture.Certified", "trust": "build", "accounts": "accounts.json" } ] }""");
        WriteAccount("active");
        Write("rules.json", """
            { "name": "certified", "currencies": ["CNY"], "rules": [], "default": { "route": { "strategy": "priority", "candidates": ["c1"] } } }
            """);
        Directory.CreateDirectory(At("secrets"));
        if (certificate is not null) WriteSecret(certificate);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
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

    public ManualTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));

    public static async Task<CertifiedHost> StartAsync(string? certificate)
    {
        var host = new CertifiedHost(certificate);
        foreach (var service in host._services.GetServices<IHostedService>()) await service.StartAsync(CancellationToken.None);
        return host;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// The alarms that hold after a look: "kind subject" and the reason.
    public async Task<IReadOnlyDictionary<string, string>> LookAsync()
    {
        await Get<CredentialWatch>().LookAsync();
        // What is gone ends at a later look.
        Get<AlarmConditions>().Look();
        Clock.Advance(TimeSpan.FromMinutes(5));
        Get<AlarmConditions>().Look();
        return Get<AlarmDesk>().List(ended: false).Where(a => a.ResolvedAt is null).ToDictionary(a => $"{a.Kind.Name} {a.Subject}", a => a.Reason);
    }

    /// Another length each time: a test does not wait for the file system's clock.
    public void WriteSecret(string text) => File.WriteAllText(Path.Combine(At("secrets"), "cert"), text + new string('\n', ++_orders));

    public void WriteAccount(string state) => Write("accounts.json", $$"""
        { "accounts": [ { "id": "c1", "channel": "certified", "merchantId": "M1", "state": "{{state}}", "settings": { "certificate": "cert" } } ] }
        """);

    public Task ReloadAsync() => Get<LiveConfiguration>().LoadAsync();

    public async Task<PaymentOrder> PayAsync()
    {
        var answer = await AskAsync();
        answer.Error.Should().BeNull();
        return answer.Payment!;
    }

    public Task<PaymentAnswer> AskAsync(params string[] allowed)
    {
        var no = $"o{++_orders}";
        return Get<IPaymentRouter>().PayAsync(new()
        {
            Terms = new()
            {
                Merchant = "shop",
                MerchantOrderNo = no,
                Amount = new Money(1000, Currency.CNY),
                Description = "tea",
                Methods = ["certified.direct"],
                AllowedAccounts = allowed.Length > 0 ? allowed : null,
            },
            IdempotencyKey = no,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    private string At(string name) => Path.Combine(_root, name);

    private void Write(string name, string text) => File.WriteAllText(At(name), text);
}
