using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Bills;
using Router.Core.Cases;
using Router.Core.Channels;
using Router.Core.Health;
using Router.Core.Ids;
using Router.Core.Notifications;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Recovery;
using Router.Core.Refunds;
using Router.Core.Risk;
using Router.Core.Routing;
using Router.Core.Store;
using Router.Simulation.World;

namespace Router.Simulation.Nodes;

/// <summary>One process: the real engine on its own clock, with what it does in the background. When it dies, nothing of it is left.</summary>
internal sealed class SimNode : ISnapshotSource
{
    private readonly NodeParts _parts;
    private readonly HealthModel _health;
    private readonly LimitBook _limits = new();
    private readonly List<Action> _waiting = [];
    private readonly IOrderStore _store;

    public SimNode(Place place, PlaceClock clock, EngineSettings settings, NodeParts parts)
    {
        Place = place;
        Clock = clock;
        _parts = parts;
        _store = parts.Store;
        _health = new HealthModel(clock);
        Configure();
        var ids = new IdSource(clock, parts.Random);
        var gates = new AccountGates(clock);
        var caller = new ChannelCaller(parts.Channels, gates, clock);
        var operations = new OperationCaller(caller, new OperationHealth(clock));
        var exchanges = new ExchangeLog(_store, clock);
        var planner = RoutePlanner.CreateDefault();
        var inFlight = new InFlight(settings);
        var writer = new OrderWriter(_store, this, ids, clock, settings);
        var work = new AttemptWork(writer, this, caller, operations, _health, exchanges, clock);
        var loop = new AttemptLoop(writer, this, _health, gates, parts.Channels, caller, work, exchanges, ids, clock, settings);
        var refundWriter = new RefundWriter(_store, writer, this, ids);
        var refundWork = new RefundWork(refundWriter, _store, this, operations, exchanges, settings);
        Payments = new PaymentRouter(
            this, PayValidation.CreateDefault(), new PaymentIntake(_store, writer, planner, ids, clock, settings), new RiskCheck(parts.Risk, clock), loop,
            work, new PaymentSwitch(_store, writer, work, loop, planner, this, ids, clock, settings), writer, new OrderWaiter(_store, clock, settings, inFlight), planner,
            _store, inFlight, ids, clock, settings);
        Refunds = new RefundRouter(_store, writer, refundWork, this, parts.Channels, inFlight, ids, settings);
        var orphans = new OrphanRefunds(_store, writer, refundWork, this, parts.Channels, ids, settings);
        Recovery = new RecoveryLoop(_store, writer, work, refundWork, orphans, this, settings);
        Intake = new NotificationIntake(_store, writer, refundWriter, work, refundWork, caller, this, inFlight);
        Cases = new CaseDesk(_store, writer, refundWriter, this, settings);
        Bills = new Reconciler(new BillFetcher(this, operations, clock), _store, writer, refundWriter, exchanges, this, work, refundWork);
        Outbox = new OutboxDispatcher(_store, parts.Sender, clock);
    }

    public Place Place { get; }

    public PlaceClock Clock { get; }

    public RouterSnapshot Current { get; private set; } = null!;

    public PaymentRouter Payments { get; }

    public RefundRouter Refunds { get; }

    public NotificationIntake Intake { get; }

    public CaseDesk Cases { get; }

    public Reconciler Bills { get; }

    private RecoveryLoop Recovery { get; }

    private OutboxDispatcher Outbox { get; }

    /// <summary>Reads rules and accounts as they stand now.</summary>
    public void Configure()
    {
        var configured = _parts.Configuration();
        _health.Configure(configured.Catalog);
        Current = new(configured.Rules, Rules.FactCatalog.Open, null, configured.Catalog, _health.Tick(), _limits);
    }

    public void Start()
    {
        Place.Post(_ => Forget(RepeatAsync(Recovery.RunOnceAsync, RecoveryDueAsync)), null);
        Place.Post(_ => Forget(RepeatAsync(Outbox.RunOnceAsync, OutboxDueAsync)), null);
    }

    /// <summary>A call from outside: it runs here, its answer goes back out.</summary>
    /// <returns>Null where the process died before it answered.</returns>
    public Task<T?> CallAsync<T>(Func<SimNode, Task<T>> call)
        where T : class
    {
        var answer = new TaskCompletionSource<T?>();
        if (Place.IsDead) return Task.FromResult<T?>(null);
        void Cut() => answer.TrySetResult(null);
        _waiting.Add(Cut);
        Place.Post(_ => Forget(RunAsync()), null);
        return answer.Task;

        async Task RunAsync()
        {
            try
            {
                var result = await call(this);
                _waiting.Remove(Cut);
                answer.TrySetResult(result);
            }
            catch (Exception exception)
            {
                _parts.Broken(exception);
                answer.TrySetResult(null);
            }
        }
    }

    public void Die()
    {
        Place.Die();
        foreach (var cut in _waiting) cut();
        _waiting.Clear();
    }

    private static void Forget(Task task) => _ = task;

    private async Task RepeatAsync(Func<Task<int>> work, Func<DateTimeOffset, ValueTask<DateTimeOffset?>> due)
    {
        while (true)
        {
            var pause = NodeParts.Longest;
            try
            {
                var done = await work();
                var next = done > 0 ? null : await due(Clock.GetUtcNow());
                pause = done > 0 ? NodeParts.Shortest : next is { } at ? at - Clock.GetUtcNow() : _parts.Rest();
            }
            catch (StoreUnavailableException)
            {
                // The host logs it and goes on; what is due stays due.
            }
            catch (Exception exception)
            {
                _parts.Broken(exception);
            }

            if (_health.View.At < Clock.GetUtcNow() - NodeParts.HealthPause)
            {
                Current = Current with { Health = _health.Tick() };
                await LookAtDaysAsync();
            }

            pause = pause < NodeParts.Shortest ? NodeParts.Shortest : pause > _parts.Rest() ? _parts.Rest() : pause;
            await Task.Delay(pause, Clock);
        }
    }

    private async Task LookAtDaysAsync()
    {
        try
        {
            await _limits.LoadAsync(_store, Current.Catalog, Clock.GetUtcNow());
        }
        catch (StoreUnavailableException)
        {
            // What is known stays: the commit decides.
        }
    }

    private async ValueTask<DateTimeOffset?> RecoveryDueAsync(DateTimeOffset now)
    {
        var payment = await _store.DuePaymentsAsync(DateTimeOffset.MaxValue, 1);
        var refund = await _store.DueRefundsAsync(DateTimeOffset.MaxValue, 1);
        var first = payment.Count > 0 ? payment[0].DueAt : null;
        var second = refund.Count > 0 ? refund[0].DueAt : null;
        return first is null || second < first ? second : first;
    }

    private async ValueTask<DateTimeOffset?> OutboxDueAsync(DateTimeOffset now)
    {
        var waiting = await _store.DueOutboxAsync(DateTimeOffset.MaxValue, OutboxDispatcher.BatchSize);
        return waiting.Count == 0 ? null : waiting.Min(m => m.DueAt);
    }
}
