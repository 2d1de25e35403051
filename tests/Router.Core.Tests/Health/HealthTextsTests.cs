using Router.Core.Accounts;
using Router.Core.Health;
using Router.Core.Tests.Routing;

namespace Router.Core.Tests.Health;

/// Every event of health as people read it: what changed, why, from what to what. The clock stands at 08:00:00.
public class HealthTextsTests
{
    private HealthModelFixture _f = new();

    private IEnumerable<string> Told => _f.Events.Select(e => $"{e.Kind} {e.AccountId} {e.Segment ?? "-"}: {e.Reason} | {e.Before} → {e.After}");

    private DateTimeOffset In(double minutes) => _f.Clock.Now.AddMinutes(minutes);

    [Fact]
    public void Orders_of_operators()
    {
        _f.Model.Disable("a", "fraud", In(5));
        _f.Model.Drain("a", "moving");
        _f.Model.Override("a", 0.5, "they say so", In(3));
        _f.Model.Enable("a", "no fraud");
        _f.Model.Undrain("a", "moved");
        _f.Model.ClearOverride("a", "they were wrong");
        Told.Should().Equal(
            "Ordered a -: fraud | in use → disabled until 2026-03-02T08:05:00Z: fraud",
            "Ordered a -: moving | disabled until 2026-03-02T08:05:00Z: fraud → disabled until 2026-03-02T08:05:00Z: fraud; beneath it drained: moving",
            "Ordered a -: they say so | disabled until 2026-03-02T08:05:00Z: fraud; beneath it drained: moving → " +
            "disabled until 2026-03-02T08:05:00Z: fraud; beneath it drained: moving; beneath it override 0.5 until 2026-03-02T08:03:00Z: they say so",
            "Ordered a -: no fraud | disabled until 2026-03-02T08:05:00Z: fraud; beneath it drained: moving; beneath it override 0.5 until 2026-03-02T08:03:00Z: they say so → " +
            "drained: moving; beneath it override 0.5 until 2026-03-02T08:03:00Z: they say so",
            "Ordered a -: moved | drained: moving; beneath it override 0.5 until 2026-03-02T08:03:00Z: they say so → override 0.5 until 2026-03-02T08:03:00Z: they say so",
            "Ordered a -: they were wrong | override 0.5 until 2026-03-02T08:03:00Z: they say so → in use");
    }

    [Fact]
    public void What_ends_by_the_clock()
    {
        _f.Model.Disable("a", "fraud", In(5));
        _f.Model.Override("a", 0.25, "they say so", In(5));
        _f.Model.Rest("a", In(5));
        _f.Events.Clear();
        _f.Clock.Advance(299);
        _f.Model.Tick();
        Told.Should().BeEmpty();
        _f.Clock.Advance(1);
        _f.Model.Tick();
        _f.Model.Tick();
        Told.Should().Equal(
            "OverrideExpired a -: they say so | h 0.25 by override → as observed",
            "DisableEnded a -: fraud | disabled until 2026-03-02T08:05:00Z → enabled",
            "RestEnded a -: the time that the channel asked for is over | resting → in use");
    }

    [Fact]
    public void Maintenance()
    {
        _f.Model.PlanMaintenance("a", In(0), In(1), "upgrade");
        _f.Refused("a").Should().Be("maintenance until 2026-03-02T08:01:00Z: upgrade");
        _f.Clock.Advance(60);
        _f.Model.Tick();
        _f.Model.PlanMaintenance("a", In(10), In(20), "again");
        Told.Should().Equal(
            "Ordered a -: upgrade | in use → maintenance until 2026-03-02T08:01:00Z: upgrade",
            "MaintenanceBegan a -: planned | in use → maintenance until 2026-03-02T08:01:00Z: upgrade",
            "MaintenanceEnded a -: planned | maintenance → in use",
            "Ordered a -: again | in use → in use; maintenance planned from 2026-03-02T08:11:00Z to 2026-03-02T08:21:00Z: again");
        _f.Model.Invoking(m => m.PlanMaintenance("a", In(1), In(1), "none")).Should().Throw<ArgumentException>()
            .WithMessage("Maintenance of a ends at 2026-03-02T08:02:00.0000000+00:00, not after its start; give a later end. (Parameter 'to')");
    }

    [Fact]
    public void Windows_are_kept_in_order_and_three_of_them_are_shown()
    {
        foreach (var (from, to) in new[] { (50, 60), (10, 30), (10, 20), (30, 40), (70, 80) }) _f.Model.PlanMaintenance("a", In(from), In(to), $"w{from}-{to}");
        _f.Model.PlanMaintenance("a", In(30), In(40), "another reason");
        _f.Model.View.FindAccount("a")!.Maintenance.Select(m => m.Reason).Should().Equal("w10-20", "w10-30", "another reason", "w50-60", "w70-80");
        _f.Events[^1].After.Should().Be(
            "in use; maintenance planned from 2026-03-02T08:10:00Z to 2026-03-02T08:20:00Z: w10-20; maintenance planned from 2026-03-02T08:10:00Z to 2026-03-02T08:30:00Z: w10-30; " +
            "maintenance planned from 2026-03-02T08:30:00Z to 2026-03-02T08:40:00Z: another reason; and 2 more planned");
        _f.Model.CancelMaintenance("a", "x", In(11)).IsChange.Should().BeFalse();
        _f.Model.CancelMaintenance("a", "x", In(10)).IsChange.Should().BeTrue();
        _f.Model.View.FindAccount("a")!.Maintenance.Select(m => m.Reason).Should().Equal("another reason", "w50-60", "w70-80");
        _f.Model.CancelMaintenance("a", "all").After.Should().Be("in use");
        _f.Model.View.FindAccount("a")!.Maintenance.Should().BeEmpty();
    }

    [Fact]
    public void An_override_lies_between_the_least_h_and_one()
    {
        foreach (var good in new[] { 0.01, 1 }) _f.Model.Override("a", good, "x", In(1)).IsChange.Should().BeTrue();
        foreach (var bad in new[] { double.BitDecrement(0.01), double.BitIncrement(1), double.NaN })
            _f.Model.Invoking(m => m.Override("a", bad, "x", In(1))).Should().Throw<ArgumentOutOfRangeException>()
                .WithMessage("h lies between 0.01 and 1; to stop payments altogether, drain or disable the account.*");
    }

    [Fact]
    public void A_rest_is_bounded_and_the_later_of_two_counts()
    {
        _f.Model.Rest("a", In(2));
        _f.Model.Rest("a", In(1));
        _f.Model.Rest("a", In(2));
        _f.Model.Rest("a", In(0));
        _f.Model.Rest("b", In(0));
        _f.Model.Rest("a", In(11));
        Told.Should().Equal(
            "Resting a -: the channel asked to be left alone | in use → rests until 2026-03-02T08:02:00Z",
            "Resting a -: the channel asked to be left alone | in use → rests until 2026-03-02T08:10:00Z");
        _f.Refused("a").Should().Be("resting until 2026-03-02T08:10:00Z: the channel asked for it");
        _f.Clock.Set(_f.Clock.Now.AddMinutes(-30));
        _f.Refused("a").Should().Be("resting until 2026-03-02T07:40:00Z: the channel asked for it", "a clock that is set back lengthens no rest");
    }

    [Fact]
    public void A_breaker_that_opens_fails_its_probe_and_closes()
    {
        _f.See("a", Observation.Bad, 5);
        _f.Refused("a").Should().Be("breaker open");
        _f.Line("a").LastReason.Should().Be("a call failed, the 5th in a row");
        _f.Clock.Advance(5);
        _f.See("a", Observation.NotSent);
        _f.Clock.Advance(10);
        _f.See("a", Observation.Good, 3);
        Told.Where(t => t.StartsWith("Breaker", StringComparison.Ordinal) || t.StartsWith("Probe", StringComparison.Ordinal)).Should().Equal(
            "BreakerOpened a sim.qr: a call failed, the 5th in a row | closed → open until 2026-03-02T08:00:05Z",
            "ProbeFailed a sim.qr: a call failed; probe 1 since it opened | open → open until 2026-03-02T08:00:15Z",
            "BreakerClosed a sim.qr: 3 good probes in a row | open → closed");
        _f.Line("a").LastReason.Should().Be("3 good probes in a row");
        Told.First().Should().Be("Demoted a sim.qr: estimate 0.808 lies too far below the best | h 1 → h 0.01: behind the others", "4.85 of 6 is below 0.85 of 0.97");
    }

    [Fact]
    public void A_call_that_is_missed_and_answers_after_all()
    {
        var calls = Enumerable.Range(0, 5).Select(_ => _f.Begin("a")).ToList();
        _f.Clock.Advance(1.499);
        _f.Model.Tick();
        Told.Should().BeEmpty();
        _f.Clock.Advance(0.001);
        _f.Model.Tick();
        calls[0].Complete(Observation.Good);
        Told.Where(t => t.StartsWith("Breaker", StringComparison.Ordinal)).Should().Equal(
            "BreakerOpened a sim.qr: a call stayed unanswered past its threshold, the 5th in a row | closed → open until 2026-03-02T08:00:06Z",
            "BreakerClosed a sim.qr: a call that helped to open it has not failed after all | open → closed");
        foreach (var call in calls.Skip(1)) call.Complete(Observation.Good);
    }

    [Fact]
    public void Faults_of_our_own()
    {
        _f.See("a", Observation.Us, 3);
        _f.Refused("a").Should().Be("misconfigured: faults of our own in a row; tried again at 2026-03-02T08:01:00Z");
        _f.Model.Drain("a", "x").Before.Should().Be("misconfigured: tried again at 2026-03-02T08:01:00Z");
        _f.Model.Undrain("a", "y");
        _f.Clock.Set(_f.Clock.Now.AddMinutes(-30));
        _f.Refused("a").Should().Be("misconfigured: faults of our own in a row; tried again at 2026-03-02T07:31:00Z", "a clock that is set back delays no trial");
        _f.Clock.Advance(60);
        _f.See("a", Observation.Good);
        Told.Where(t => !t.StartsWith("Ordered", StringComparison.Ordinal)).Should().Equal(
            "Misconfigured a -: 3 faults of our own in a row: check its keys, certificate and permissions | in use → weight 0, one trial a minute",
            "ConfiguredAgain a -: a call was answered well | misconfigured → in use");
    }

    [Fact]
    public void Few_actions_that_end_paid()
    {
        _f = new(new HealthSettings { ActionWindow = 2 });
        foreach (var paid in new[] { true, true, true, true, true, false, true, false, false, true, false, false }) _f.Model.ActionEnded("a", "sim.qr", paid);
        _f.Model.ActionEnded("nobody", "sim.qr", false);
        Told.Should().Equal("ActionShareLow a sim.qr: fewer than half as many issued actions end paid as usual, of the last 2 | 0.5 → 0");
    }

    [Fact]
    public void Newcomers_and_new_versions()
    {
        _f.Model.Configure(Fixture.Catalog(Fixture.Account("a"), Fixture.Account("b"), Fixture.Account("c"), Fixture.Account("d")));
        MerchantAccount[] accounts = [Fixture.Account("a"), Fixture.Account("x", "other")];
        _f.Model.Configure(new Catalog(accounts, [Fixture.Channel(), Fixture.Channel("other")], "1"));
        _f.Model.Configure(new Catalog(accounts, [Fixture.Channel() with { Version = "2.0.0" }, Fixture.Channel("other")], "2"));
        Told.Should().Equal(
            "Added d sim.qr: starts at h 0.1 and climbs with its good answers |  → 1.0.0", "Added x sim.qr: starts at h 0.1 and climbs with its good answers |  → 1.0.0",
            "NewVersion a sim.qr: starts at h 0.1 and climbs with its good answers | 1.0.0 → 2.0.0");
        _f.Refused("b").Should().Be("b does not serve sim.qr");
    }

    [Fact]
    public void What_cannot_be_read_and_what_is_quarantined()
    {
        _f.Model.Restore("null").Should().BeFalse();
        _f.Model.Quarantine("sim", "9.9.9", "another version");
        _f.Model.Quarantine("sim", "1.0.0", "it answers null");
        _f.Model.Quarantine("sim", "1.0.0", "again");
        _f.Refused("a").Should().Be("quarantined: it answers null");
        _f.Model.Configure(new Catalog([Fixture.Account("a"), Fixture.Account("b")], [Fixture.Channel() with { Version = "2.0.0" }], "2"));
        Told.Where(t => !t.StartsWith("NewVersion", StringComparison.Ordinal)).Should().Equal(
            "NotRestored  -: stored health cannot be read: it is empty |  → anew",
            "Quarantined a -: it answers null | in use → quarantined", "Quarantined b -: it answers null | in use → quarantined", "Quarantined c -: it answers null | in use → quarantined",
            "QuarantineEnded a -: version 2.0.0 of its plugin runs now | quarantined with version 1.0.0 → in use",
            "QuarantineEnded b -: version 2.0.0 of its plugin runs now | quarantined with version 1.0.0 → in use");
        _f.Model.Restore("{").Should().BeFalse();
        _f.Events[^1].Reason.Should().StartWith("stored health cannot be read: ").And.NotEndWith(": ");
    }

    [Fact]
    public void The_last_events_are_kept_and_no_more()
    {
        _f = new(new HealthSettings { EventCount = 2 });
        foreach (var reason in new[] { "1", "2", "3" }) _f.Model.Drain("a", reason);
        _f.Model.Events.Select(e => e.Reason).Should().Equal("2", "3");
        _f.Events.Should().HaveCount(3, "each was told");
    }

    [Fact]
    public void Words_for_breakers_and_an_unknown_account()
    {
        foreach (var (state, word) in new[] { (BreakerState.Closed, "closed"), (BreakerState.ProbeDue, "probe"), (BreakerState.Open, "open") })
        {
            BreakerWords.Of(state).Should().Be(word);
            BreakerWords.Read(word).Should().Be(state);
        }

        BreakerWords.Read("?").Should().Be(BreakerState.Open, "what is not known is not tried");
        var unknown = new HealthReading(1, 0.97, 0.97, BreakerState.Closed, true, null);
        HealthReading.Unknown.Should().Be(unknown);
        HealthView.Empty.Read("a", "sim.qr", "ICBC").Should().Be(unknown);
        _f.Model.View.Read("nobody", "sim.qr", null).Should().Be(unknown);
        (_f.Model.View.FindAccount("nobody"), _f.Model.View.Find("a", "x"), _f.Model.View.FindAccount("a")!.AccountId).Should().Be((null, null, "a"));
        var recorded = new HealthReading(0.5, 0.6, 0.7, BreakerState.Open, false, "x");
        var view = HealthView.OfReadings(Fixture.Noon, [("a", "m", recorded)]);
        (view.Read("a", "m", null), view.Read("a", "n", null), view.Read("b", "m", null), view.At).Should().Be((recorded, unknown, unknown, Fixture.Noon));
    }
}
