using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Alarms;
using Router.Core.Channels;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Risk;
using Router.Core.Telemetry;
using Router.Core.Tests.Routing;

namespace Router.Core.Tests.Engine;

/// What a test may have otherwise than usual.
internal sealed class EngineOptions
{
    public const string AllInOrder = """{ "strategy": "priority", "candidates": ["a", "b", "c", "d"] }""";

    public EngineSettings Settings { get; set; } = new();

    public IRiskGate Risk { get; set; } = new AllowAllRiskGate();

    public string Route { get; set; } = AllInOrder;

    /// The whole rule file, where the route alone does not do.
    public string? Rules { get; set; }

    public MerchantAccount[] Accounts { get; set; } = [Fixture.Account("a"), Fixture.Account("b"), Fixture.Account("c"), Fixture.Account("d")];

    public ChannelManifest Manifest { get; set; } = Fixture.Channel("sim", Methods) with
    {
        Refunds = new RefundManifest(TimeSpan.FromDays(90)),
        Bills = new BillManifest(new TimeOnly(9, 0), new TimeOnly(0, 0)),
    };

    /// What is told of committed changes; null: nobody listens.
    public IAlarms? Alarms { get; set; }

    /// What is known of accounts' days; null: nothing, and only the commit holds them.
    public LimitBook? Days { get; set; }

    public RouterMeter? Meter { get; set; }

    /// Where plugin calls begin, made for the world's clock.
    public Func<TimeProvider, IPluginThreads> Threads { get; set; } = _ => CallersThread.Instance;

    private static MethodManifest[] Methods =>
    [
        Method("sim.qr"),
        Method("sim.forever") with { ActionExpires = false },
        Method("sim.replay") with { ResolveBy = ResolveBy.Replay },
        Method("sim.noclose") with { Operations = [ChannelOperation.Pay, ChannelOperation.Query, ChannelOperation.Refund] },
        Method("sim.eager") with { CloseWhen = CloseWhen.StillPending },
    ];

    private static MethodManifest Method(string name) => Fixture.Method(name) with
    {
        Operations = [ChannelOperation.Pay, ChannelOperation.Query, ChannelOperation.Close, ChannelOperation.Refund, ChannelOperation.Continue],
    };
}

internal sealed class SeededRandom(ulong seed) : Ids.IRandomSource
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        return z ^ (z >> 27);
    }
}

internal sealed class FakeRiskGate(Func<PaymentOrder, string?, CancellationToken, Task<RiskDecision>> answer) : IRiskGate
{
    public Task<RiskDecision> CheckAsync(PaymentOrder order, string? challengeAnswer, CancellationToken cancellationToken) =>
        answer(order, challengeAnswer, cancellationToken);
}
