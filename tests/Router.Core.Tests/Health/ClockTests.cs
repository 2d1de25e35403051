using FsCheck;
using FsCheck.Fluent;
using Router.Core.Health;
using Router.Core.Tests.Routing;

namespace Router.Core.Tests.Health;

/// The system's clock is set forward, back, or was wrong before a restart: nothing is held longer than its own span after it.
public class ClockTests
{
    private static readonly TimeSpan s_wrong = TimeSpan.FromHours(6);
    private readonly HealthModelFixture _f = new();

    [Fact]
    public void A_break_after_a_clock_set_forward_and_back_lasts_no_longer_than_another()
    {
        SetForwardAndBack();
        _f.See("a", Observation.Bad, 5);
        _f.Read("a").Breaker.Should().Be(BreakerState.Open);
        _f.Clock.Advance(5);
        _f.Read("a").Breaker.Should().Be(BreakerState.ProbeDue);
    }

    [Fact]
    public void A_break_that_began_on_the_wrong_clock_ends_by_the_right_one()
    {
        var right = _f.Clock.Now;
        _f.Clock.Set(right + s_wrong);
        _f.See("a", Observation.Bad, 5);
        _f.See("b", Observation.Us, 3);
        _f.Model.Rest("c", _f.Clock.Now.AddMinutes(2));
        _f.Clock.Set(right);
        _f.Read("a").Breaker.Should().Be(BreakerState.Open);
        _f.Clock.Advance(5);
        _f.Read("a").Breaker.Should().Be(BreakerState.ProbeDue);
        _f.Clock.Advance(55);
        _f.Read("b").Blocked.Should().BeNull("a misconfigured account is tried once a minute");
        _f.Clock.Advance(540);
        _f.Read("c").Blocked.Should().BeNull("no rest is longer than ten minutes");
    }

    [Fact]
    public void What_was_stored_on_the_wrong_clock_holds_nothing_longer_after_a_restart()
    {
        var right = _f.Clock.Now;
        _f.Clock.Set(right + s_wrong);
        _f.See("a", Observation.Bad, 5);
        _f.See("b", Observation.Good, 50);
        _f.See("b", Observation.Bad, 4);
        var saved = _f.Model.Save();
        var again = new HealthModelFixture();
        again.Model.Restore(saved);
        var known = again.Line("b").Observations;
        again.Clock.Advance(5);
        again.Read("a").Breaker.Should().Be(BreakerState.ProbeDue);
        again.Clock.Advance(55);
        again.Line("b").Observations.Should().BeApproximately(known / 2, 1e-6, "what is known fades from the restart on");
    }

    [Fact]
    public void Orders_follow_the_clock_that_people_read()
    {
        SetForwardAndBack();
        _f.Model.Override("a", 0.5, "trial", _f.Clock.Now.AddMinutes(10));
        _f.Read("a").Health.Should().Be(0.5);
        _f.Clock.Advance(600);
        _f.Read("a").Health.Should().Be(1);
    }

    [Fact]
    public void A_call_in_flight_over_the_jump_back_is_missed_after_its_threshold()
    {
        var right = _f.Clock.Now;
        _f.Clock.Set(right + s_wrong);
        _f.Begin("a");
        _f.Clock.Set(right);
        _f.Line("a").Observations.Should().Be(0);
        _f.Clock.Advance(1.5);
        _f.Line("a").Observations.Should().BeApproximately(1, 0.001);
    }

    [Fact]
    public void A_query_is_held_back_for_a_minute_at_most_on_a_clock_set_back()
    {
        var clock = new HealthClock();
        var health = new OperationHealth(clock);
        for (var i = 0; i < 5; i++) health.TryBegin("a", "query")!.Complete(answered: false);
        clock.Advance(-3600);
        health.TryBegin("a", "query").Should().BeNull();
        (health.Counters[0].BreakUntil!.Value - clock.Now).Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(5));
        clock.Advance(5);
        health.TryBegin("a", "query").Should().NotBeNull();
    }

    [Fact]
    public void Whatever_the_clock_does_nothing_is_held_longer_than_its_own_span()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            var (clock, settings) = (new HealthClock(), HealthSettings.Default);
            var model = NewModel(clock);
            var operations = new OperationHealth(clock);
            foreach (var value in bytes)
            {
                var account = "abc"[value % 3].ToString();
                if (value % 8 == 0) clock.Advance((value - 128) * 300);
                else if (value % 8 == 1) model = NewModel(clock, model.Save());
                else if (value % 8 == 2) model.Rest(account, clock.Now.AddHours(1));
                else clock.Advance(value / 20.0);
                using var ticket = model.TryBegin(account, "sim.qr", value % 5 == 0 ? "ICBC" : null, out _);
                ticket?.Complete(value % 16 == 3 ? Observation.Us : value % 16 == 5 ? Observation.Good : Observation.Bad);
                operations.TryBegin(account, "query")?.Complete(answered: false);

                var view = model.Tick();
                view.At.Should().Be(clock.Now);
                var breaks = view.Lines.SelectMany(l => l.Banks.Prepend(l)).Where(l => l.IsOpen).Select(l => l.BreakUntil)
                    .Concat(operations.Counters.Select(c => c.BreakUntil ?? default));
                breaks.Should().OnlyContain(until => until <= clock.Now.AddSeconds(60));
                view.Accounts.Should().OnlyContain(a => !(a.MisconfiguredProbeAt > clock.Now + settings.MisconfiguredProbe));
                view.Accounts.Should().OnlyContain(a => !(a.RestUntil > clock.Now + settings.MaxRest));
            }
        }).QuickCheckThrowOnFailure();

        static HealthModel NewModel(HealthClock clock, string? saved = null)
        {
            var model = new HealthModel(clock);
            model.Configure(Fixture.Catalog());
            if (saved is not null) model.Restore(saved);
            return model;
        }
    }

    private void SetForwardAndBack()
    {
        var right = _f.Clock.Now;
        _f.Clock.Set(right + s_wrong);
        _f.Model.Tick();
        _f.Clock.Set(right);
    }
}
