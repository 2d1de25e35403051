using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Router.Core.Channels;
using Router.Core.Ids;
using Router.Core.Notifications;
using Router.Core.Store;
using Router.Host.Demo.World;
using Router.Hosting;
using Router.Hosting.Channels;
using Router.TestKit.Stores;

namespace Router.Host.Demo;

/// <summary>
/// The real engine, composed as any embedder composes it, with the loader and the simulator's own assembly; only clock, randomness, store and
/// the way of messages belong to the demo. Its files live in a temporary folder.
/// </summary>
internal sealed class DemoHouse : IAsyncDisposable
{
    public static readonly IReadOnlyList<string> Accounts = ["sim-a", "sim-b", "sim-c"];
    private static readonly int[] s_feePpm = [6000, 5500, 3800];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("router-demo-");
    private readonly ServiceProvider _services;

    public DemoHouse(DemoOptions options, VirtualWorld world)
    {
        WriteFiles(options.Seed);
        Http = new InProcessHttp(() => _services!.GetRequiredService<NotificationIntake>());
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(world.Clock);
        services.AddSingleton<IRandomSource>(new SeededRandom(options.Seed));
        services.AddSingleton<IOrderStore>(new InMemoryOrderStore());
        services.AddSingleton<IChannelHttp>(Http);
        services.AddSingleton<IMessageSender>(Inbox);
        services.AddSingleton<IPluginThreads>(CallersThread.Instance);
        services.AddPaymentRouter(o =>
        {
            o.PluginsFile = PathOf("plugins.json");
            o.RulesFile = PathOf("rules.json");
            o.FactsFile = PathOf("facts.json");
            o.BinsFile = PathOf("bins.csv");
            o.DataFolder = PathOf("data");
            o.SecretsFolder = PathOf("secrets");
            o.WatchFiles = false;
            o.RunBackground = false;
            o.Engine = o.Engine with { NodeName = "demo" };
        }).AllowAllRisk();
        _services = services.BuildServiceProvider();
    }

    public InProcessHttp Http { get; }

    public MerchantInbox Inbox { get; } = new();

    public IReadOnlyList<string> Ledgers => [.. Accounts.Select(a => PathOf(Path.Combine("ledgers", a + ".ledger.jsonl")))];

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task StartAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>()) await service.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A left temporary folder is no reason to fail a run that is over.
        }
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private void WriteFiles(ulong seed)
    {
        foreach (var name in new[] { "rules.json", "facts.json", "bins.csv" })
        {
            using var from = typeof(DemoHouse).Assembly.GetManifestResourceStream("demo/" + name)!;
            using var to = File.Create(PathOf(name));
            from.CopyTo(to);
        }

        var plugin = new JsonObject
        {
            ["id"] = "simulator",
            ["folder"] = "Router.Channel.Simulator",
            ["version"] = "[0.1,1.0)",
            ["trust"] = "build",
            ["accounts"] = PathOf("accounts.json"),
        };
        File.WriteAllText(PathOf("plugins.json"), new JsonObject { ["plugins"] = new JsonArray(plugin) }.ToJsonString());
        var accounts = new JsonArray([.. Accounts.Select((id, at) => Account(id, at, seed))]);
        File.WriteAllText(PathOf("accounts.json"), new JsonObject { ["accounts"] = accounts }.ToJsonString());
    }

    private JsonObject Account(string id, int at, ulong seed) => new()
    {
        ["id"] = id,
        ["channel"] = "simulator",
        ["merchantId"] = $"SIM-{at + 1:0000}",
        ["tags"] = new JsonArray("simulated"),
        ["fees"] = new JsonArray(new JsonObject { ["ppm"] = s_feePpm[at] }),
        ["settings"] = new JsonObject
        {
            ["ledgerFolder"] = PathOf("ledgers"),
            ["seed"] = (long)(seed & 0x7FFF_FFFF) + at,
            ["buyer"] = new JsonObject { ["never"] = 0.02, ["abandon"] = 0.02, ["late"] = 0.005, ["refused"] = 0.01 },
            ["faults"] = JsonNode.Parse(Outage.EverydayFaults),
        },
    };
}
