using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Router.Core.Health;
using Router.Core.Notifications;
using Router.Core.Payments;
using Router.Core.Recovery;
using Router.Core.Risk;
using Router.Core.Store;
using Router.Hosting.Alarms;
using Router.Hosting.Configuration;
using Router.Hosting.Operations;
using Router.Hosting.Telemetry;
using Router.Plugins;

namespace Router.Hosting.Background;

/// <summary>
/// Starts the router (checks, store, configuration, health), does due work in the background, and stops it: refuse new calls, let those in
/// flight finish within the drain time, save health.
/// </summary>
internal sealed class RouterService(
    IServiceProvider services, PaymentRouterOptions options, TimeProvider time, InFlight inFlight, ILogger<RouterService> log) : IHostedService, IDisposable
{
    private static readonly TimeSpan s_idle = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_save = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_unloads = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_clean = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_cases = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_credentials = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_count = TimeSpan.FromSeconds(15);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _loops = [];
    private CancellationTokenRegistration? _told;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var problems = options.Problems().ToList();
        if (!services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(IOrderStore)))
            problems.Add("There is no order store. Add one: services.AddSqliteOrderStore(…) from package Router.Storage.Sqlite.");
        if (!services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(IRiskGate)))
            problems.Add("No risk gate was chosen. Call .UseRiskGate<YourGate>(), or .AllowAllRisk() to let every payment pass.");
        if (problems.Count > 0) throw new RouterConfigurationException("The router cannot start:", problems);

        // Told first of all: waiting callers get their answer, and new calls on open connections their refusal, while the server still answers.
        _told = services.GetService<IHostApplicationLifetime>()?.ApplicationStopping.Register(() => _ = inFlight.StopAsync());
        var store = services.GetRequiredService<IOrderStore>();
        var health = services.GetRequiredService<HealthModel>();
        var configuration = services.GetRequiredService<LiveConfiguration>();
        await services.GetRequiredService<AlarmPost>().RestoreAsync();
        await configuration.LoadAsync();
        var keeper = services.GetRequiredService<HealthKeeper>();
        await keeper.LoadAsync();
        var audit = services.GetRequiredService<AuditLog>();
        await audit.LoadAsync();
        var limits = services.GetRequiredService<LimitBook>();
        await limits.LoadAsync(store, configuration.Current.Catalog, time.GetUtcNow());
        if (!options.RunBackground) return;
        var recovery = services.GetRequiredService<RecoveryLoop>();
        var outbox = services.GetRequiredService<OutboxDispatcher>();
        Repeat("recovery", s_idle, async () => await recovery.RunOnceAsync() >= RecoveryLoop.BatchSize);
        Repeat("messages", s_idle, async () => await outbox.RunOnceAsync() >= OutboxDispatcher.BatchSize);
        Repeat("health", s_save, async () =>
        {
            health.Tick();
            await keeper.SaveAsync();
            await audit.FlushAsync();
            return false;
        });
        Repeat("limits", s_save, Once(() => limits.LoadAsync(store, configuration.Current.Catalog, time.GetUtcNow())));
        Repeat("exchanges", s_clean, async () =>
        {
            await StoreCleaning.RunAsync(store, time.GetUtcNow());
            return false;
        });
        RepeatAlarms();
        if (!options.WatchFiles) return;
        var watch = services.GetRequiredService<FileWatch>();
        Repeat("files", s_look, async () =>
        {
            if (!watch.HasChanged()) return false;
            await configuration.LoadAsync();
            watch.Loaded();
            return false;
        });
    }

    private void RepeatAlarms()
    {
        var post = services.GetRequiredService<AlarmPost>();
        var conditions = services.GetRequiredService<AlarmConditions>();
        var cases = services.GetRequiredService<OpenCases>();
        var credentials = services.GetRequiredService<CredentialWatch>();
        var gauges = services.GetRequiredService<RouterGauges>();
        _loops.AddRange(post.Run(_stopping.Token));
        Repeat("cases", s_cases, Once(cases.LookAsync));
        Repeat("credentials", s_credentials, Once(credentials.LookAsync));
        Repeat("conditions", s_look, Once(() =>
        {
            conditions.Look();
            return Task.CompletedTask;
        }));
        Repeat("unloads", s_unloads, Once(() =>
        {
            conditions.LookAtUnloads();
            return Task.CompletedTask;
        }));
        Repeat("alarms", s_idle, Once(post.StepAsync));
        Repeat("counts", s_count, Once(gauges.CountAsync));
    }

    private static Func<Task<bool>> Once(Func<Task> work) => async () =>
    {
        await work();
        return false;
    };

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var drained = inFlight.StopAsync();
        await _stopping.CancelAsync();
        try
        {
            await Task.WhenAll([drained, .. _loops]).WaitAsync(options.DrainTimeout, time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            HostLog.StillInFlight(log, options.DrainTimeout, inFlight.Count);
        }

        if (services.GetService<LiveConfiguration>() is { IsLoaded: true })
        {
            await services.GetRequiredService<AlarmPost>().SaveAsync();
            await services.GetRequiredService<HealthKeeper>().SaveAsync();
            await services.GetRequiredService<AuditLog>().FlushAsync();
        }
    }

    public void Dispose()
    {
        _told?.Dispose();
        _stopping.Dispose();
    }

    private void Repeat(string name, TimeSpan pause, Func<Task<bool>> work) => _loops.Add(Task.Run(() => RepeatAsync(name, pause, work)));

    private async Task RepeatAsync(string name, TimeSpan pause, Func<Task<bool>> work)
    {
        while (!_stopping.IsCancellationRequested)
        {
            var more = false;
            try
            {
                more = await work();
            }
            catch (Exception exception)
            {
                HostLog.Background(log, name, exception.Message);
            }

            if (more) continue;
            try
            {
                await Task.Delay(pause, time, _stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
