using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Router.AspNetCore;
using Router.Core.Health;
using Router.Core.Payments;
using Router.Core.Store;
using Router.Hosting;
using Router.Hosting.Operations;
using Router.Storage.Sqlite;

namespace Router.Host.Tests.Api;

/// <summary>
/// The whole router behind a real port: simulator plugin, SQLite, rules. Account fast has buyers who pay at once, never has buyers who do
/// nothing, card is for two steps.
/// </summary>
public class ApiHost : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("router-api-").FullName;
    private readonly int _port = FreePort.Find();
    private WebApplication? _app;

    public HttpClient Client { get; } = new();

    public HttpClient Operator { get; } = new();

    /// <summary>Changes what was registered.</summary>
    internal Action<IServiceCollection>? Change { get; init; }

    internal string Url => $"http://127.0.0.1:{_port}";

    internal string OpsKey => Operator.DefaultRequestHeaders.Authorization!.Parameter!;

    internal string LedgerFolder => Path.Combine(_root, "ledgers");

    internal string DataFolder => Path.Combine(_root, "data");

    internal T Service<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    /// <summary>Other parameters of health.</summary>
    internal HealthSettings Health { get; init; } = HealthSettings.Default;

    /// <summary>Changes the engine's numbers.</summary>
    internal Func<EngineSettings, EngineSettings> Engine { get; init; } = settings => settings;

    internal IServiceProvider Services => _app!.Services;

    internal IOrderStore Store => _app!.Services.GetRequiredService<IOrderStore>();

    public async Task InitializeAsync()
    {
        WriteFiles();
        await StartAsync();
        foreach (var client in new[] { Client, Operator }) client.BaseAddress = new Uri($"http://127.0.0.1:{_port}");
        var key = _app!.Services.GetRequiredService<RouterOperations>().NewOpsKey;
        Operator.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    internal async Task RestartAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
        _app = null;
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        Operator.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        Directory.Delete(_root, recursive: true);
    }

    internal async Task<int> CountOrdersAsync() => (await Store.ListPaymentsAsync(new(Limit: 500))).Count;

    internal Task<ApiReply> PayAsync(string body, string? key = null, string? prefer = null) =>
        SendAsync(HttpMethod.Post, "/v1/payments", body, key ?? Guid.NewGuid().ToString("N"), prefer);

    internal Task<ApiReply> PostAsync(string path, string? body = null, string? key = null) => SendAsync(HttpMethod.Post, path, body, key);

    internal Task<ApiReply> GetAsync(string path, string? prefer = null) => SendAsync(HttpMethod.Get, path, prefer: prefer);

    internal async Task<ApiReply> SendAsync(
        HttpMethod method, string path, string? body = null, string? key = null, string? prefer = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (prefer is not null) request.Headers.TryAddWithoutValidation("Prefer", prefer);
        using var response = await (path.StartsWith("/ops", StringComparison.Ordinal) ? Operator : Client).SendAsync(request);
        return await ApiReply.ReadAsync(response);
    }

    private async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{_port}");
        builder.Services.AddSqliteOrderStore(o => o.Path = Path.Combine(_root, "data", "orders.db"));
        builder.Services.AddPaymentRouter(Configure).AllowAllRisk();
        builder.Services.AddPaymentRouterApi();
        Change?.Invoke(builder.Services);
        _app = builder.Build();
        _app.MapPaymentRouter();
        _app.MapGet("/embedder/throws", string (HttpContext _) => throw new InvalidOperationException("not ours"));
        await _app.StartAsync();
    }

    private void Configure(PaymentRouterOptions options)
    {
        options.PluginsFile = Path.Combine(_root, "plugins.json");
        options.RulesFile = Path.Combine(_root, "rules.json");
        options.FactsFile = Path.Combine(_root, "facts.json");
        options.BinsFile = Path.Combine(_root, "bins.csv");
        options.DataFolder = Path.Combine(_root, "data");
        options.SecretsFolder = Path.Combine(_root, "secrets");
        options.Health = Health;
        options.Engine = Engine(new EngineSettings { PublicUrl = new Uri($"http://127.0.0.1:{_port}/v1"), NodeName = "api-tests" });
    }

    /// <summary>The accounts file, with another merchant number for account never.</summary>
    internal void WriteAccounts(string neverMerchantId)
    {
        var ledgers = Path.Combine(_root, "ledgers").Replace('\\', '/');
        File.WriteAllText(Path.Combine(_root, "accounts.json"), $$"""
            { "accounts": [
              { "id": "fast", "channel": "simulator", "merchantId": "M1",
                "settings": { "ledgerFolder": "{{ledgers}}", "sameDayBill": true, "buyer": { "barcodeAtOnce": 1, "payAfterMs": { "min": 1, "max": 5 } } } },
              { "id": "never", "channel": "simulator", "merchantId": "{{neverMerchantId}}",
                "settings": { "ledgerFolder": "{{ledgers}}", "buyer": { "never": 1 } } }
            ] }
            """);
    }

    private void WriteFiles()
    {
        WriteAccounts("M2");
        File.WriteAllText(Path.Combine(_root, "plugins.json"), """
            { "plugins": [ { "id": "simulator", "folder": "Router.Channel.Simulator", "trust": "build", "accounts": "accounts.json" } ] }
            """);
        File.WriteAllText(Path.Combine(_root, "rules.json"), """
            {
              "name": "api", "currencies": ["CNY", "USD"],
              "rules": [ { "id": "no-kp", "priority": 1, "when": { "region": "KP" }, "decline": { "reason": "region not served" } } ],
              "default": { "route": { "strategy": "priority", "candidates": ["fast", "never"] } }
            }
            """);
    }
}
