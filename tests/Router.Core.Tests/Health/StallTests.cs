using Router.Core.Health;

namespace Router.Core.Tests.Health;

/// Answers that wait on us, not on the channel.
public class StallTests
{
    private readonly HealthModelFixture _f = new();

    public StallTests()
    {
        foreach (var account in new[] { "a", "b", "c" })
        {
            for (var i = 0; i < 100; i++)
            {
                var ticket = _f.Begin(account);
                _f.Clock.Advance(0.06);
                ticket.Complete(Observation.Good);
            }
        }
    }

    [Fact]
    public void A_stall_of_ours_opens_no_breaker()
    {
        var flying = Fly("a", "b", "c");
        _f.Clock.Advance(0.5);
        _f.Model.Tick();
        flying.ForEach(t => t.Complete(Observation.Good));
        _f.Heard(HealthEventKind.BreakerOpened).Should().Be(0);
        _f.Model.Tick().Lines.Where(l => l.Method == "sim.qr" && l.AccountId is "a" or "b" or "c").Should().OnlyContain(l => l.Health == 1);
    }

    [Fact]
    public void After_it_calls_that_stay_unanswered_count_a_moment_later()
    {
        Fly("a", "b", "c");
        _f.Clock.Advance(0.5);
        _f.Read("a").Breaker.Should().Be(BreakerState.Closed);
        _f.Clock.Advance(0.2);
        _f.Model.Tick();
        foreach (var account in new[] { "a", "b", "c" }) _f.Read(account).Breaker.Should().Be(BreakerState.Open);
    }

    [Fact]
    public void One_account_that_hangs_counts_at_once_however_long_nobody_looked()
    {
        Fly("a");
        _f.Clock.Advance(0.5);
        _f.Read("a").Breaker.Should().Be(BreakerState.Open);
    }

    [Fact]
    public void A_breaker_that_pending_calls_opened_closes_when_they_are_answered_after_all()
    {
        var flying = Fly("a");
        _f.Clock.Advance(0.5);
        _f.Read("a").Breaker.Should().Be(BreakerState.Open);
        flying[0].Complete(Observation.Good);
        _f.Read("a").Breaker.Should().Be(BreakerState.Closed);
        flying[1..].ForEach(t => t.Complete(Observation.Good));
        _f.Line("a").Health.Should().BeGreaterThan(0.5, "it does not climb from the bottom");
        _f.Line("a").Estimate.Should().BeGreaterThan(0.97);
        _f.Events.Last(e => e.Kind == HealthEventKind.BreakerClosed).Reason.Should().Contain("after all");
    }

    [Fact]
    public void A_late_answer_does_not_close_it()
    {
        var flying = Fly("a");
        _f.Clock.Advance(0.5);
        _f.Read("a").Breaker.Should().Be(BreakerState.Open);
        _f.Clock.Advance(2);
        flying.ForEach(t => t.Complete(Observation.Good));
        _f.Read("a").Breaker.Should().Be(BreakerState.Open, "buyers would wait again");
        _f.Line("a").Estimate.Should().BeGreaterThan(0.9, "the payments were taken");
    }

    [Fact]
    public void It_stays_open_where_enough_of_the_row_failed()
    {
        var flying = Fly("a").Concat(Fly("a")).ToList();
        _f.Clock.Advance(0.5);
        _f.Read("a").Breaker.Should().Be(BreakerState.Open);
        flying[0].Complete(Observation.Good);
        flying[1..].ForEach(t => t.Complete(Observation.Bad));
        _f.Read("a").Breaker.Should().Be(BreakerState.Open);
    }

    [Fact]
    public void And_where_a_probe_has_failed_since()
    {
        var flying = Fly("a");
        _f.Clock.Advance(0.5);
        _f.Model.Tick();
        _f.Clock.Advance(5);
        _f.See("a", Observation.Bad);
        flying[0].Complete(Observation.Good);
        _f.Read("a").Breaker.Should().Be(BreakerState.Open);
    }

    [Fact]
    public void A_banks_breaker_closes_likewise()
    {
        _f.See("a", Observation.Good, 40, "ICBC");
        var flying = Enumerable.Range(0, 5).Select(_ => _f.Begin("a", "ICBC")).ToList();
        _f.Clock.Advance(0.5);
        _f.Read("a", "ICBC").Breaker.Should().Be(BreakerState.Open);
        flying.ForEach(t => t.Complete(Observation.Good));
        _f.Read("a", "ICBC").Breaker.Should().Be(BreakerState.Closed);
    }

    private List<CallTicket> Fly(params string[] accounts) => [.. accounts.SelectMany(account => Enumerable.Range(0, 5).Select(_ => _f.Begin(account)))];
}
