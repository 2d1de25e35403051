using System.Text;
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
using Router.Core.Replay;
using Router.Core.Risk;
using Router.Core.Routing;
using Router.Core.Tests.Routing;
using Router.TestKit;
using Router.TestKit.Channels;

namespace Router.Core.Tests.Engine;

/// The real engine on the in-memory store, fake channels and a clock that the test's world moves.
internal sealed class TestEngine : ISnapshotSource, IMessageSender
{
    private readonly EngineOptions _options;
    private readonly IdSource _ids;
    private Catalog _catalog;

    public TestEngine(ManualTimeProvider clock, EngineOptions options)
    {
        Clock = clock;
        _options = options;
        Settings = options.Settings;
        _ids = new IdSource(clock, new SeededRandom(42));
        Channels = new FakeChannelDirectory(options.Manifest);
        _catalog = Kept();
        Build();
    }

    public ManualTimeProvider Clock { get; }
    public TestStore Store { get; } = new();
    public HeardAlarms Alarms { get; } = new();
    public FakeChannelDirectory Channels { get; }
    public EngineSettings Settings { get; set; }
    public FakeChannel A => Channels["a"];
    public FakeChannel B => Channels["b"];
    public FakeChannel C => Channels["c"];
    public HealthModel Health { get; private set; } = null!;
    public AccountGates Gates { get; private set; } = null!;

    public OperationHealth Operations { get; private set; } = null!;
    public PaymentRouter Router { get; private set; } = null!;
    public RefundRouter Refunds { get; private set; } = null!;
    public RecoveryLoop Recovery { get; private set; } = null!;
    public CaseDesk Cases { get; private set; } = null!;
    public IReconciliation Reconciliation { get; private set; } = null!;
    public RouteReplay Replay { get; private set; } = null!;
    public NotificationIntake Intake { get; private set; } = null!;
    public OutboxDispatcher Outbox { get; private set; } = null!;
    public OrderWriter Writer { get; private set; } = null!;
    public AttemptWork Work { get; private set; } = null!;
    public RefundWork RefundWork { get; private set; } = null!;

    /// What the merchant got, and what he answers: null is "taken".
    public List<OutboxRecord> Sent { get; } = [];
    public Func<OutboxRecord, string?> Receiver { get; set; } = _ => null;
    public DateTimeOffset Now => Clock.GetUtcNow();
    public RouterSnapshot Current => new(Fixture.Rules(RulesText), FactCatalog(), null, _catalog, Health.Tick(), _options.Days);

    private string RulesText => _options.Rules ?? Fixture.DefaultText(_options.Route);

    private static Rules.FactCatalog FactCatalog() => Rules.FactCatalog.Open;

    public void Configure(Func<MerchantAccount, MerchantAccount?> change)
    {
        _options.Accounts = [.. _options.Accounts.Select(change).OfType<MerchantAccount>()];
        _catalog = Kept();
        Health.Configure(_catalog);
    }

    public void Add(MerchantAccount account)
    {
        _options.Accounts = [.. _options.Accounts, account];
        _catalog = Kept();
        Health.Configure(_catalog);
    }

    /// New engine objects on the same store, clock and channels: what is left of a process that was killed.
    public void Restart() => Build();

    public Task<string?> SendAsync(OutboxRecord message)
    {
        Sent.Add(message);
        return Task.FromResult(Receiver(message));
    }

    public static PaymentTerms Terms(string no = "o1", long amount = 1000, string method = "sim.qr") => new()
    {
        Merchant = "shop",
        MerchantOrderNo = no,
        Amount = new Money(amount, Currency.CNY),
        Description = "tea",
        Methods = [method],
        MerchantNotifyUrl = new Uri("https://shop.example/notify"),
    };

    public static PayCommand Command(string no = "o1", string? key = null, long amount = 1000, string method = "sim.qr") =>
        new() { Terms = Terms(no, amount, method), IdempotencyKey = key ?? "key-" + no };

    public Task<PaymentAnswer> PayAsync(string no = "o1", string? key = null, long amount = 1000, string method = "sim.qr", CancellationToken token = default) =>
        Router.PayAsync(Command(no, key, amount, method), token);

    /// A payment that waits for the buyer at account a.
    public async Task<PaymentOrder> PendingAsync(string no = "o1", string method = "sim.qr", TimeSpan? payable = null, bool action = true)
    {
        A.Pay.Then((r, _) => Task.FromResult(Pending(A, r, payable, action)));
        return (await PayAsync(no, method: method)).Payment!;
    }

    public ChannelResult Pending(FakeChannel channel, PayRequest request, TimeSpan? payable = null, bool action = true)
    {
        channel.Ledger.Open(request.AttemptNumber, request.Amount);
        var until = payable is { } span ? Now + span : request.ExpiresAt;
        return ChannelResult.Pending(action ? new PayAction(PayActionKind.QrCode, "qr", ExpiresAt: until) : null, until);
    }

    public async Task<PaymentOrder> OrderAsync(string id) => (await Store.FindPaymentAsync(id))!;

    public async Task<RefundAnswer> RefundAsync(string paymentId, long amount, string no = "r1", string? key = null) =>
        await Refunds.RefundAsync(new() { PaymentId = paymentId, MerchantRefundNo = no, AmountMinor = amount, IdempotencyKey = key ?? "rk-" + no });

    public async Task<NotificationAnswer> NotifyAsync(NotificationEvent told, string account = "a", string channel = "sim")
    {
        Channels[account].Notifications.Then(new NotificationResult { Verdict = NotificationVerdict.Verified, Events = [told] });
        var answer = await Intake.ReceiveAsync(channel, account, Body("signed"));
        if (answer.Error is { } error) error.Message.Should().NotBeNullOrWhiteSpace(error.Code).And.NotContain(": . ", error.Code);
        return answer;
    }

    public Task<NotificationAnswer> NotifyPaidAsync(string attempt, Money? amount = null, string account = "a", string? transaction = null) => NotifyAsync(
        new()
        {
            AttemptNumber = attempt,
            Attempt = new()
            {
                Status = AttemptStatus.Paid,
                Captured = amount ?? Channels[account].Ledger.Find(attempt)?.Amount ?? new Money(1000, Currency.CNY),
                ChannelTransactionId = transaction ?? "tx-" + attempt,
            },
        },
        account);

    public static InboundNotification Body(string text) => new(Encoding.UTF8.GetBytes(text), new Dictionary<string, string>(), "");

    /// Runs recovery until nothing is due before the span is over. Fails where it spins: passes per virtual time are bounded.
    public async Task<int> RecoverAsync(TimeSpan span, int maxPasses = 400)
    {
        var until = Now + span;
        for (var passes = 0; passes < maxPasses; passes++)
        {
            var worked = await Recovery.RunOnceAsync();
            if (worked > 0) continue;
            if (await NextDueAsync() is not { } due || due > until)
            {
                if (until > Now) Clock.AdvanceTo(until);
                return passes;
            }

            Clock.AdvanceTo(due > Now ? due : Now);
        }

        var stuck = await Store.ListPaymentsAsync(new());
        throw new InvalidOperationException($"Recovery spins: {maxPasses} passes and it is {Now:O}. {string.Join("; ", stuck.Select(o => $"{o.State} due {o.DueAt:O}"))}");
    }

    public async Task<IReadOnlyList<string>> MessagesAsync(string paymentId) => [.. (await Store.OutboxOfAsync(paymentId)).Select(m => m.Type)];

    private async Task<DateTimeOffset?> NextDueAsync()
    {
        var payments = await Store.ListPaymentsAsync(new(Limit: 500));
        var times = payments.Select(o => o.DueAt).ToList();
        foreach (var payment in payments) times.AddRange((await Store.RefundsOfAsync(payment.Id)).Select(r => r.DueAt));
        return times.Min();
    }

    // What the host keeps before it publishes a configuration.
    private Catalog Kept()
    {
        var (catalog, text) = CatalogText.Of(_options.Accounts, [_options.Manifest]);
        var rules = Fixture.Rules(RulesText);
        Store.SaveDocumentAsync(KeptDocuments.Catalog(catalog.Hash), text).AsTask().Wait();
        Store.SaveDocumentAsync(KeptDocuments.Rules(rules.Hash), RulesText).AsTask().Wait();
        return catalog;
    }

    private void Build()
    {
        Health = new HealthModel(Clock);
        Health.Configure(_catalog);
        Gates = new AccountGates(Clock);
        var planner = RoutePlanner.CreateDefault();
        Replay = new RouteReplay(planner, Store);
        var inFlight = new InFlight(Settings);
        var caller = new ChannelCaller(Channels, Gates, Clock, _options.Threads(Clock));
        var listens = _options.Alarms is not null || _options.Days is not null;
        var changes = listens ? new OrderChanges(Health, _options.Alarms ?? Alarms, _options.Meter, _options.Days) : null;
        Writer = new OrderWriter(Store, this, _ids, Clock, Settings, changes);
        Operations = new OperationHealth(Clock);
        var operations = new OperationCaller(caller, Operations);
        var exchanges = new ExchangeLog(Store, Clock, _options.Meter);
        var work = Work = new AttemptWork(Writer, this, caller, operations, Health, exchanges, Clock);
        var loop = new AttemptLoop(Writer, this, Health, Gates, Channels, caller, work, exchanges, _ids, Clock, Settings);
        var refundWriter = new RefundWriter(Store, Writer, this, _ids, changes);
        var refundWork = RefundWork = new RefundWork(refundWriter, Store, this, operations, exchanges, Settings);
        Router = new PaymentRouter(
            this, PayValidation.CreateDefault(), new PaymentIntake(Store, Writer, planner, _ids, Clock, Settings), new RiskCheck(_options.Risk, Clock), loop,
            work, new PaymentSwitch(Store, Writer, work, loop, planner, this, _ids, Clock, Settings), Writer, new OrderWaiter(Store, Clock, Settings, inFlight), planner,
            Store, inFlight, _ids, Clock, Settings);
        Refunds = new RefundRouter(Store, Writer, refundWork, this, Channels, inFlight, _ids, Settings);
        var orphans = new OrphanRefunds(Store, Writer, refundWork, this, Channels, _ids, Settings);
        Recovery = new RecoveryLoop(Store, Writer, work, refundWork, orphans, this, Settings);
        Cases = new CaseDesk(Store, Writer, refundWriter, this, Settings);
        Reconciliation = new Reconciler(new BillFetcher(this, operations, Clock), Store, Writer, refundWriter, exchanges, this, work, refundWork);
        Intake = new NotificationIntake(Store, Writer, refundWriter, work, refundWork, caller, this, inFlight, Alarms);
        Outbox = new OutboxDispatcher(Store, this, Clock);
    }
}
