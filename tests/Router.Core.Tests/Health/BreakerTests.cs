using Router.Core.Health;

namespace Router.Core.Tests.Health;

public class BreakerTests
{
    private readonly HealthModelFixture _f = new();

    [Fact]
    public void Five_failures_in_a_row_open_for_five_seconds()
    {
        _f.See("a", Observation.Bad, 4);
        _f.Read("a").Breaker.Should().Be(BreakerState.Closed);
        _f.See("a", Observation.Bad);
        _f.Read("a").Breaker.Should().Be(BreakerState.Open);
        _f.Refused("a").Should().Be("breaker open");
        _f.Clock.Advance(4.9);
        _f.Read("a").Breaker.Should().Be(BreakerState.Open);
        _f.Clock.Advance(0.1);
        _f.Read("a").Breaker.Should().Be(BreakerState.ProbeDue);
        _f.Heard(HealthEventKind.BreakerOpened).Should().Be(1);
    }

    [Fact]
    public void A_success_in_between_starts_the_row_anew()
    {
        _f.See("a", Observation.Bad, 4);
        _f.See("a", Observation.Good);
        _f.See("a", Observation.Bad, 4);
        _f.Read("a").Breaker.Should().Be(BreakerState.Closed);
    }

    [Fact]
    public void Failures_older_than_ten_minutes_do_not_count()
    {
        _f.See("a", Observation.Bad, 4);
        _f.Clock.Advance(601);
        _f.See("a", Observation.Bad);
        _f.Read("a").Breaker.Should().Be(BreakerState.Closed);
    }

    [Fact]
    public void Failed_probes_lengthen_the_break_to_a_minute()
    {
        _f.See("a", Observation.Bad, 5);
        _f.Clock.Advance(5);
        foreach (var next in new[] { 10, 20, 40, 60, 60 })
        {
            _f.See("a", Observation.Bad);
            (_f.Line("a").BreakUntil - _f.Clock.Now).Should().Be(TimeSpan.FromSeconds(next));
            _f.Clock.Advance(next);
        }
    }

    [Fact]
    public void While_all_are_down_no_break_is_longer_than_ten_seconds()
    {
        foreach (var account in new[] { "a", "b", "c" }) _f.See(account, Observation.Bad, 5);
        _f.Clock.Advance(5);
        for (var round = 0; round < 6; round++)
        {
            _f.See("a", Observation.Bad);
            (_f.Line("a").BreakUntil - _f.Clock.Now).Should().Be(TimeSpan.FromSeconds(10));
            _f.Clock.Advance(10);
        }

        _f.See("b", Observation.Good, 3);
        _f.See("a", Observation.Bad);
        (_f.Line("a").BreakUntil - _f.Clock.Now).Should().Be(TimeSpan.FromSeconds(60));
        _f.Model.Disable("b", "test");
        (_f.Line("a").BreakUntil - _f.Clock.Now).Should().Be(TimeSpan.FromSeconds(10), "nobody is left again");
    }

    [Fact]
    public void Only_one_probe_is_in_flight_and_its_slot_is_freed_however_it_ends()
    {
        _f.See("a", Observation.Bad, 5);
        _f.Clock.Advance(5);
        var probe = _f.Begin("a");
        probe.IsProbe.Should().BeTrue();
        _f.Refused("a").Should().Be("breaker open");
        probe.Dispose();
        _f.Begin("a").Complete(Observation.NotObserved);
        _f.Begin("a").IsProbe.Should().BeTrue();
    }

    [Fact]
    public void Three_good_probes_close_it_with_a_quarter_of_what_was_known_and_the_least_h()
    {
        _f.See("a", Observation.Good, 40);
        _f.See("a", Observation.Bad, 5);
        _f.Clock.Advance(5);
        _f.See("a", Observation.Good, 2);
        _f.Read("a").Breaker.Should().Be(BreakerState.ProbeDue);
        var before = _f.Line("a").Observations;
        _f.See("a", Observation.Good);
        _f.Read("a").Breaker.Should().Be(BreakerState.Closed);
        _f.Line("a").Observations.Should().BeApproximately(((before * 0.99) + 1) / 4, 0.01);
        _f.Line("a").Health.Should().Be(0.01);
        _f.Heard(HealthEventKind.BreakerClosed).Should().Be(1);
    }

    [Fact]
    public void A_failed_probe_undoes_the_good_ones_before_it()
    {
        _f.See("a", Observation.Bad, 5);
        _f.Clock.Advance(5);
        _f.See("a", Observation.Good, 2);
        _f.See("a", Observation.Bad);
        _f.Clock.Advance(10);
        _f.See("a", Observation.Good, 2);
        _f.Read("a").Breaker.Should().Be(BreakerState.ProbeDue);
    }

    [Fact]
    public void Failures_that_never_reached_the_channel_are_remembered_as_such()
    {
        _f.See("a", Observation.NotSent, 5);
        _f.See("b", Observation.NotSent, 4);
        _f.See("b", Observation.Bad);
        _f.Read("a").FailuresNotSent.Should().BeTrue();
        _f.Read("b").FailuresNotSent.Should().BeFalse();
        _f.Model.TryBegin("a", "sim.qr", null, out _, ignoreBreaker: true).Should().NotBeNull();
    }

    [Fact]
    public void A_ticket_is_completed_once()
    {
        var ticket = _f.Begin("a");
        ticket.Complete(Observation.Good);
        ticket.Invoking(t => t.Complete(Observation.Bad)).Should().Throw<InvalidOperationException>();
        ticket.Dispose();
        _f.Line("a").Observations.Should().BeApproximately(1, 0.001);
    }
}
