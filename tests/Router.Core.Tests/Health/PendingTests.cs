using Router.Core.Health;

namespace Router.Core.Tests.Health;

public class PendingTests
{
    private readonly HealthModelFixture _f = new();

    [Fact]
    public void An_unanswered_call_counts_once_past_its_threshold_and_not_again_with_its_timeout()
    {
        var ticket = _f.Begin("a");
        _f.Clock.Advance(1.4);
        _f.Line("a").Observations.Should().Be(0);
        _f.Clock.Advance(0.1);
        _f.Line("a").Observations.Should().BeApproximately(1, 0.001);
        ticket.Complete(Observation.Bad);
        _f.Line("a").Observations.Should().BeApproximately(1, 0.001);
    }

    [Fact]
    public void A_good_answer_takes_it_back()
    {
        var ticket = _f.Begin("a");
        _f.Clock.Advance(2);
        _f.Model.Tick();
        ticket.Complete(Observation.Good);
        _f.Line("a").Observations.Should().BeApproximately(1, 0.001);
        _f.Line("a").Estimate.Should().BeGreaterThan(0.97);
    }

    [Fact]
    public void An_end_that_tells_nothing_takes_it_back_too()
    {
        var ticket = _f.Begin("a");
        _f.Clock.Advance(2);
        _f.Model.Tick();
        ticket.Dispose();
        _f.Line("a").Observations.Should().BeApproximately(0, 0.001);
    }

    [Fact]
    public void Five_hanging_calls_open_the_breaker_before_any_has_timed_out()
    {
        var tickets = Enumerable.Range(0, 5).Select(_ => _f.Begin("a")).ToList();
        _f.Clock.Advance(1.5);
        _f.Read("a").Breaker.Should().Be(BreakerState.Open);
        tickets.ForEach(t => t.Complete(Observation.Bad));
        _f.Line("a").Observations.Should().BeLessThan(5);
    }

    [Fact]
    public void The_threshold_follows_the_answers()
    {
        for (var i = 0; i < 100; i++)
        {
            var ticket = _f.Begin("a");
            _f.Clock.Advance(1);
            ticket.Complete(Observation.Good);
        }

        _f.Line("a").P99.TotalSeconds.Should().BeInRange(1, 1.25);
        var before = _f.Line("a").Observations;
        _f.Begin("a");
        _f.Clock.Advance(2.5);
        _f.Line("a").Observations.Should().BeLessThan(before);
        _f.Clock.Advance(1.3);
        _f.Line("a").Estimate.Should().BeLessThan(0.995);
    }

    [Fact]
    public void A_probe_that_hangs_has_failed_and_keeps_its_slot()
    {
        _f.See("a", Observation.Bad, 5);
        _f.Clock.Advance(5);
        var probe = _f.Begin("a");
        _f.Clock.Advance(1.5);
        _f.Model.Tick();
        _f.Heard(HealthEventKind.ProbeFailed).Should().Be(1);
        _f.Clock.Advance(60);
        _f.Refused("a").Should().Be("breaker open");
        probe.Complete(Observation.Bad);
        _f.Heard(HealthEventKind.ProbeFailed).Should().Be(1);
        _f.Read("a").Breaker.Should().Be(BreakerState.ProbeDue);
    }
}
