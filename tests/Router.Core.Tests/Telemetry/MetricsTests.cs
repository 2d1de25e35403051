using System.Diagnostics.Metrics;
using Router.Abstractions;
using Router.Core.Telemetry;

namespace Router.Core.Tests.Telemetry;

/// The whole catalogue: dashboards and alerts are written against these names.
public class MetricsTests
{
    [Fact]
    public void The_catalogue_is_stable() => Metrics.All.Select(m => $"{m.Name} | {m.Form} | {m.Unit} | {string.Join(' ', m.Attributes)} | {m.Meaning}").Should().Equal(
        "router.account.breaker | Gauge | 1 | router.account.id router.method | 0 closed, 1 a probe is due, 2 open.",
        "router.account.health | Gauge | 1 | router.account.id router.method | h: what the base weight is multiplied with, 0.01 to 1.",
        "router.account.success | Gauge | 1 | router.account.id router.method | s: the estimate of success, 0 to 1.",
        "router.alarm.lost | Counter | {notice} | router.result | Alarms for which there was no room, and notices that a sink did not take.",
        "router.alarm.open | Gauge | {alarm} | router.kind router.severity | Alarms that are open.",
        "router.alarm.raised | Counter | {alarm} | router.kind router.severity | Alarms that were not open before.",
        "router.call.in_flight | Gauge | {call} |  | Calls of callers and channels under way.",
        "router.case.open | Gauge | {case} | router.kind | Cases that nobody has answered, as last counted.",
        "router.case.opened | Counter | {case} | router.kind | Cases opened.",
        "router.channel.call.duration | Histogram | s | router.operation router.outcome router.fault.blame router.account.id router.method error.type | Calls to channels, the engine's own waiting included.",
        "router.channel.call.refused | Counter | {call} | router.account.id router.call.class router.result | Calls held back at an account: its places were taken, or its rate was used up.",
        "router.message.age | Gauge | s |  | Age of the oldest of them.",
        "router.message.due | Gauge | {message} |  | Messages due now, one a payment, at most 1000.",
        "router.message.sends | Counter | {message} | router.result | Tries to deliver a message to a merchant.",
        "router.payment.failovers | Counter | {failover} | router.account.id router.fault.blame | Attempts begun after another attempt of the payment; the account is the one left.",
        "router.payment.orphan_captures | Counter | {capture} | router.account.id | Captures that their order could not use.",
        "router.payment.state.changes | Counter | {payment} | router.state router.method router.account.id | Payments that came into a state.",
        "router.plan.duration | Histogram | s | router.outcome | Making a route plan.",
        "router.plugin.mistakes | Counter | {mistake} | router.channel.id | Mistakes of plugins, whether they count for quarantine or not.",
        "router.recovery.due | Gauge | {order} |  | Payments and refunds that recovery must look at now, at most 2000.",
        "router.refund.state.changes | Counter | {refund} | router.state router.account.id | Refunds that came into a state.",
        "router.store.commit.duration | Histogram | s | router.result | Transactions of the order store, the disk's flush included.",
        "router.store.commit.size | Histogram | {write} |  | Writes that shared one transaction.");

    [Fact]
    public void Every_counter_and_histogram_is_an_instrument_with_its_unit_and_meaning()
    {
        using var heard = new HeardMeter();
        heard.Meter.Meter.Name.Should().Be("Router");
        heard.Instruments.Select(i => $"{i.Name} | {(i is Counter<long> ? "Counter" : "Histogram")} | {i.Unit} | {i.Description}").Should().BeEquivalentTo(
            Metrics.All.Where(m => m.Form != MetricForm.Gauge).Select(m => $"{m.Name} | {m.Form} | {m.Unit} | {m.Meaning}"));
    }

    [Fact]
    public void Every_histogram_advises_buckets_for_what_it_measures()
    {
        using var heard = new HeardMeter();
        Buckets("router.channel.call.duration").Should().Equal(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60);
        Buckets("router.plan.duration").Should().Equal(0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1);
        Buckets("router.store.commit.duration").Should().Equal(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5);
        heard.Instruments.OfType<Histogram<long>>().Single().Advice!.HistogramBucketBoundaries.Should().Equal(1, 2, 4, 8, 16, 32, 64, 128, 256, 512);

        IReadOnlyList<double> Buckets(string name) => heard.Instruments.OfType<Histogram<double>>().Single(i => i.Name == name).Advice!.HistogramBucketBoundaries!;
    }

    [Fact]
    public void Each_call_measures_its_own_metric_with_its_attributes()
    {
        using var heard = new HeardMeter();
        var meter = heard.Meter;
        meter.Payment("Paying", "sim.qr", "a");
        meter.Payment("Created", null, null);
        meter.Refund("Succeeded", "a");
        meter.Failover("a", "Channel");
        meter.Failover("a", null);
        meter.Orphan("a");
        meter.Case("unresolved");
        meter.Call("pay", "Unknown", "Network", "a", "sim.qr", "timeout", TimeSpan.FromMilliseconds(1500));
        meter.Call("bill", "Ready", null, "a", null, null, TimeSpan.FromSeconds(2));
        meter.Refused("a", "Pay", "full");
        meter.Mistake("sim");
        meter.Plan("Routed", TimeSpan.FromMilliseconds(2));
        meter.Message("delivered");
        meter.Commit(TimeSpan.FromMilliseconds(3), 7, succeeded: true);
        meter.Commit(TimeSpan.FromMilliseconds(4), 1, succeeded: false);
        meter.AlarmRaised("case-open", "Critical");
        meter.AlarmLost("full");
        heard.Heard.Should().Equal(
            "router.payment.state.changes 1 router.state=Paying router.method=sim.qr router.account.id=a",
            "router.payment.state.changes 1 router.state=Created router.method=none router.account.id=none",
            "router.refund.state.changes 1 router.state=Succeeded router.account.id=a",
            "router.payment.failovers 1 router.account.id=a router.fault.blame=Channel",
            "router.payment.failovers 1 router.account.id=a router.fault.blame=none",
            "router.payment.orphan_captures 1 router.account.id=a",
            "router.case.opened 1 router.kind=unresolved",
            "router.channel.call.duration 1.5 router.operation=pay router.outcome=Unknown router.fault.blame=Network router.account.id=a router.method=sim.qr error.type=timeout",
            "router.channel.call.duration 2 router.operation=bill router.outcome=Ready router.fault.blame=none router.account.id=a router.method=none",
            "router.channel.call.refused 1 router.account.id=a router.call.class=Pay router.result=full",
            "router.plugin.mistakes 1 router.channel.id=sim",
            "router.plan.duration 0.002 router.outcome=Routed",
            "router.message.sends 1 router.result=delivered",
            "router.store.commit.duration 0.003 router.result=committed",
            "router.store.commit.size 7",
            "router.store.commit.duration 0.004 router.result=failed",
            "router.store.commit.size 1",
            "router.alarm.raised 1 router.kind=case-open router.severity=Critical",
            "router.alarm.lost 1 router.result=full");
    }

    [Fact]
    public void Clocks_are_read_only_where_somebody_listens()
    {
        using var meter = new RouterMeter();
        (meter.TimesPlans, meter.TimesCommits).Should().Be((false, false));
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (ReferenceEquals(instrument.Meter, meter.Meter) && instrument.Name == "router.store.commit.size") l.EnableMeasurementEvents(instrument);
        };
        listener.Start();
        (meter.TimesPlans, meter.TimesCommits).Should().Be((false, true));
        using var heard = new HeardMeter();
        (heard.Meter.TimesPlans, heard.Meter.TimesCommits).Should().Be((true, true));
    }

    [Fact]
    public void What_a_listener_throws_reaches_nobody()
    {
        using var meter = new RouterMeter();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (ReferenceEquals(instrument.Meter, meter.Meter)) l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidOperationException("mine"));
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => throw new InvalidOperationException("mine"));
        listener.Start();
        meter.Invoking(m => m.Orphan("a")).Should().NotThrow();
        meter.Invoking(m => m.Commit(TimeSpan.Zero, 1, succeeded: true)).Should().NotThrow();
    }

    [Theory]
    [InlineData("Unknown", "timeout", FaultBlame.Network, "timeout")]
    [InlineData("Unknown", "exception", FaultBlame.Channel, "exception")]
    [InlineData("Unknown", "contract", FaultBlame.Channel, "contract")]
    [InlineData("Unknown", "cancelled", FaultBlame.Channel, "cancelled")]
    [InlineData("NotSent", "send-by", FaultBlame.Us, "send-by")]
    [InlineData("NotSent", "X1", FaultBlame.Payer, "payer")]
    [InlineData("NotSent", "X1", FaultBlame.Request, "request")]
    [InlineData("Unknown", "X1", FaultBlame.Channel, "channel")]
    [InlineData("Unknown", "X1", FaultBlame.Network, "network")]
    [InlineData("Unknown", "X1", FaultBlame.Us, "us")]
    [InlineData("Unknown", "X1", (FaultBlame)99, "_OTHER")]
    [InlineData("Declined", "timeout", FaultBlame.Network, null)]
    [InlineData("Succeeded", "X1", FaultBlame.Channel, null)]
    public void The_type_of_an_error_is_one_of_few_words(string outcome, string rawCode, FaultBlame blame, string? type) =>
        ErrorType.Of(outcome, new(FaultStage.AfterSend, blame, rawCode, "m")).Should().Be(type);

    [Fact]
    public void A_failed_call_without_a_fault_is_of_another_type()
    {
        ErrorType.Of("Unknown", null).Should().Be("_OTHER");
        ErrorType.Of("Pending", null).Should().BeNull();
    }
}
