using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Router.Core.Alarms;
using Router.Core.Bills;
using Router.Core.Cases;
using Router.Core.Channels;
using Router.Core.Health;
using Router.Core.Ids;
using Router.Core.Notifications;
using Router.Core.Payments;
using Router.Core.Payments.Validation;
using Router.Core.Recovery;
using Router.Core.Refunds;
using Router.Core.Replay;
using Router.Core.Risk;
using Router.Core.Routing;
using Router.Core.Store;
using Router.Core.Telemetry;
using Router.Hosting.Alarms;
using Router.Hosting.Background;
using Router.Hosting.Channels;
using Router.Hosting.Configuration;
using Router.Hosting.Operations;
using Router.Hosting.Telemetry;
using Router.Plugins;
using Scrutor;

namespace Router.Hosting;

/// <summary>Registers the payment router.</summary>
public static class PaymentRouterServices
{
    /// <summary>
    /// Adds the payment router. A store (<c>AddSqliteOrderStore</c>) and a risk gate must be added too; what is missing or wrong stops the
    /// start with a message that names it.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    public static PaymentRouterBuilder AddPaymentRouter(this IServiceCollection services, Action<PaymentRouterOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new PaymentRouterOptions();
        configure?.Invoke(options);
        services.AddSingleton(options);
        services.AddSingleton(options.Engine);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRandomSource, SecureRandom>();
        services.TryAddSingleton<IChannelHttp, ChannelHttp>();
        services.TryAddSingleton<IMessageSender, WebhookSender>();
        services.TryAddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.TryAddSingleton(typeof(ILogger<>), typeof(Logger<>));
        AddCore(services);
        AddWatch(services, options);
        AddScanned(services);
        services.AddSingleton(provider => new HealthModel(
            provider.GetRequiredService<TimeProvider>(), options.Health, provider.GetRequiredService<HealthEventLog>().Write));
        services.AddSingleton(provider => new OperationHealth(provider.GetRequiredService<TimeProvider>(), options.Health));
        services.AddSingleton(provider => new RoutePlanner(
            provider.GetServices<IRoutingStrategy>(), provider.GetServices<IEligibilityFilter>(), options.Health));
        services.AddSingleton(PluginCatalogFor);
        services.AddSingleton<IHostedService, RouterService>();
        return new(services);
    }

    private static void AddCore(IServiceCollection services)
    {
        services.AddSingleton<IdSource>().AddSingleton<InFlight>().AddSingleton(GatesFor).AddSingleton<ChannelCaller>().AddSingleton<OperationCaller>();
        services.TryAddSingleton<IPluginThreads, PluginThreads>();
        services.AddSingleton(ConductFor);
        services.AddSingleton<LimitBook>().AddSingleton<OrderChanges>().AddSingleton<OrderWriter>().AddSingleton<OrderWaiter>().AddSingleton<ExchangeLog>().AddSingleton<PayValidation>();
        services.AddSingleton<PaymentIntake>().AddSingleton<AttemptWork>().AddSingleton<AttemptLoop>().AddSingleton<PaymentSwitch>();
        services.AddSingleton<RiskCheck>().AddSingleton<RefundWriter>().AddSingleton<RefundWork>().AddSingleton<OrphanRefunds>();
        services.AddSingleton<RouteReplay>();
        services.AddSingleton<CaseDesk>();
        services.AddSingleton<RecoveryLoop>().AddSingleton<NotificationIntake>().AddSingleton<OutboxDispatcher>();
        services.AddSingleton<IPaymentRouter, PaymentRouter>().Decorate<IPaymentRouter, DoorForPayments>();
        services.AddSingleton<IRefundRouter, RefundRouter>().Decorate<IRefundRouter, DoorForRefunds>();
        services.AddSingleton<IBills, BillFetcher>().AddSingleton<IReconciliation, Reconciler>();
        services.AddSingleton<LiveConfiguration>().AddSingleton<ISnapshotSource>(p => p.GetRequiredService<LiveConfiguration>());
        services.AddSingleton<IChannelDirectory, ChannelDirectory>().AddSingleton<SecretReader>().AddSingleton<GeneratedKeys>().AddSingleton<OperatorKeys>();
        services.AddSingleton<AuditLog>().AddSingleton<HealthKeeper>().AddSingleton<AccountOrders>();
        services.AddSingleton<HealthEventLog>().AddSingleton<FileWatch>().AddSingleton<AccountRemoval>();
        services.AddSingleton(p => new RouterOperations(
            p.GetRequiredService<LiveConfiguration>(), p.GetRequiredService<PluginCatalog>(), p.GetRequiredService<HealthModel>(),
            p.GetRequiredService<GeneratedKeys>(), p.GetRequiredService<OperatorKeys>(), p.GetRequiredService<AccountRemoval>(), p.GetRequiredService<AlarmDesk>(),
            p.GetRequiredService<StoreWatch>(), p.GetRequiredService<CredentialWatch>(), p.GetRequiredService<SignatureTracing>(), p.GetRequiredService<PluginConduct>(), p.GetRequiredService<PaymentRouterOptions>().Health.DemoteBelow, p.GetRequiredService<TimeProvider>()));
    }

    private static void AddWatch(IServiceCollection services, PaymentRouterOptions options)
    {
        services.AddSingleton<RouterMeter>().AddSingleton<RouterGauges>();
        services.AddSingleton<AlarmDesk>().AddSingleton<IAlarms>(p => p.GetRequiredService<AlarmDesk>());
        services.AddSingleton<AlarmPost>().AddSingleton<AlarmConditions>().AddSingleton<OpenCases>().AddSingleton<StoreWatch>().AddSingleton<CredentialWatch>().AddSingleton<SignatureTracing>();
        services.AddSingleton<IAlarmSink, LogAlarmSink>();
        if (options.Alarms.Url is not { } url) return;
        services.AddSingleton<IAlarmSink>(p => new HttpAlarmSink(
            url, p.GetRequiredService<GeneratedKeys>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<IChannelHttp>()));
    }

    private static void AddScanned(IServiceCollection services) => services.Scan(scan => scan
        .FromAssemblyOf<RoutePlanner>()
        .AddClasses(classes => classes.AssignableToAny(typeof(IRoutingStrategy), typeof(IEligibilityFilter), typeof(IPayValidator)), publicOnly: false)
        .UsingRegistrationStrategy(RegistrationStrategy.Append)
        .AsImplementedInterfaces()
        .WithSingletonLifetime());

    private static AccountGates GatesFor(IServiceProvider provider)
    {
        var meter = provider.GetRequiredService<RouterMeter>();
        return new(provider.GetRequiredService<TimeProvider>()) { OnRefused = (account, callClass, why) => meter.Refused(account, callClass.ToString(), why) };
    }

    private static PluginConduct ConductFor(IServiceProvider provider)
    {
        var log = provider.GetRequiredService<ILogger<PluginConduct>>();
        var meter = provider.GetRequiredService<RouterMeter>();
        return new(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<HealthModel>(), provider.GetRequiredService<PaymentRouterOptions>().Conduct)
        {
            OnMistake = report =>
            {
                meter.Mistake(report.ChannelId);
                HostLog.Mistake(log, report);
            },
        };
    }

    private static PluginCatalog PluginCatalogFor(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<PaymentRouterOptions>();
        var log = provider.GetRequiredService<ILogger<PluginCatalog>>();
        return new PluginCatalog(new PluginCatalogOptions
        {
            PluginsRoot = options.PluginsRootPath,
            CacheRoot = Path.Combine(Path.GetFullPath(options.DataFolder), "plugin-cache"),
            IsProduction = options.Engine.IsProduction,
            OpenHost = (manifest, account) => new ChannelHost(
                manifest, account, provider.GetRequiredService<IChannelHttp>(), provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<IRandomSource>(), provider.GetRequiredService<SecretReader>(),
                provider.GetRequiredService<ILoggerFactory>().CreateLogger("Router.Channel." + manifest.Id)),
            StillNeeds = channel => AccountNeeds.Of(channel, provider.GetRequiredService<LiveConfiguration>(), provider.GetRequiredService<IOrderStore>(), provider.GetRequiredService<TimeProvider>()),
            OnDiagnostic = diagnostic => HostLog.Plugin(log, diagnostic.ToString()),
        });
    }
}
