using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Router.AspNetCore;
using Router.Host.Cli;
using Router.Hosting;
using Router.Hosting.Operations;
using Router.Storage.Sqlite;

namespace Router.Host.Serve;

/// <summary>Starts the web application, says where things are, and waits for the end.</summary>
internal static class Server
{
    // Beyond this a connection is closed before it is read.
    private const int MaxConnections = 10_000;

    // What a request that is being answered may take beyond the engine's own drain.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> given, bool json)
    {
        var startup = new StartupState();
        try
        {
            var (app, settings) = Build(given, json, startup);
            using var export = OtlpExport.Start(settings.Telemetry);
            await using (app)
            {
                await StartAsync(app);
                startup.HasStarted = true;
                Tell(app.Services.GetRequiredService<PaymentRouterOptions>(), settings, app.Services.GetRequiredService<RouterOperations>().NewOpsKey, json);
                await app.WaitForShutdownAsync();
            }

            return ExitCode.Ok;
        }
        catch (Exception error) when (!startup.HasStarted && StartFailure.Explain(error) is { } message)
        {
            throw new CliException(message, error is CliException { ExitCode: var code } ? code : ExitCode.Failed);
        }
    }

    private static (WebApplication App, ServeSettings Settings) Build(IReadOnlyDictionary<string, string?> given, bool json, StartupState startup)
    {
        var builder = WebApplication.CreateSlimBuilder();
        HostConfiguration.Complete(builder.Configuration, given);
        HostLogging.Configure(builder.Logging, builder.Configuration, json, startup);
        var settings = ServeSettings.Read(builder.Configuration);
        var options = new PaymentRouterOptions();
        builder.Services.AddPaymentRouter(configured =>
        {
            settings.Apply(builder.Configuration, configured);
            options = configured;
        }).AllowAllRisk();
        builder.Services.AddSqliteOrderStore(store => store.Path = StorePath(options));
        builder.Services.AddPaymentRouterApi();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTimeout + s_grace);
        builder.WebHost.UseUrls([.. settings.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel => Bound(kestrel));
        var app = builder.Build();
        app.MapPaymentRouter();
        return (app, settings);
    }

    internal static void Bound(KestrelServerOptions kestrel, int maxConnections = MaxConnections)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = maxConnections;
    }

    private static async Task StartAsync(WebApplication app)
    {
        DataFolder.Check(app.Services.GetRequiredService<PaymentRouterOptions>().DataFolder);
        try
        {
            await app.StartAsync();
        }
        catch (IOException)
        {
            // The port is taken, but the engine is already at work: it ends its calls before the process does.
            await app.StopAsync();
            throw;
        }
    }

    private static string StorePath(PaymentRouterOptions options) => Path.Combine(options.DataFolder, "orders.db");

    private static void Tell(PaymentRouterOptions options, ServeSettings settings, string? newKey, bool json)
    {
        var urls = string.Join(", ", settings.Urls);
        var places = new (string Name, string Value)[]
        {
            ("store", Path.GetFullPath(StorePath(options))),
            ("plugins", Path.GetFullPath(options.PluginsFile)),
            ("pluginFolders", Path.GetFullPath(options.PluginsRoot ?? Path.Combine(AppContext.BaseDirectory, "plugins"))),
            ("rules", Path.GetFullPath(options.RulesFile)),
            ("opsKeyFile", Path.GetFullPath(Path.Combine(options.DataFolder, "ops.key"))),
        };
        if (json)
        {
            var told = new JsonObject { ["ready"] = urls };
            foreach (var (name, value) in places) told[name] = value;
            if (newKey is not null) told["newOpsKey"] = newKey;
            Console.Out.WriteLine(told.ToJsonString());
            return;
        }

        Console.Out.WriteLine($"Router is ready on {urls}");
        foreach (var (name, value) in places) Console.Out.WriteLine($"  {name,-14} {value}");
        if (newKey is not null) Console.Out.WriteLine($"The operators' key, made just now and shown only this once: {newKey}");
        Console.Out.WriteLine("Press Ctrl+C to stop.");
    }
}
