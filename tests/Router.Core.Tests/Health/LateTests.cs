using Router.Core.Health;

namespace Router.Core.Tests.Health;

public class LateTests
{
    private readonly HealthModelFixture _f = new(new HealthSettings { BreakerFailures = int.MaxValue });

    [Fact]
    public void A_late_good_answer_counts_half()
    {
        Answer("a", 0.1, 20);
        var before = _f.Line("a");
        Answer("a", 3);
        var after = _f.Line("a");
        after.Estimate.Should().BeLessThan(before.Estimate);
        after.Estimate.Should().BeApproximately(((before.Estimate * (before.Observations + 5)) + 0.5) / (before.Observations + 6), 0.01);
    }

    [Fact]
    public void Until_it_is_known_what_is_usual_nothing_is_late()
    {
        Answer("a", 3, 10);
        _f.Line("a").Estimate.Should().BeGreaterThan(0.97);
    }

    [Fact]
    public void Below_a_second_nothing_is_late_and_a_slow_channel_may_be_slow()
    {
        Answer("a", 0.01, 30);
        Answer("a", 0.9, 5);
        Answer("b", 0.8, 30);
        Answer("b", 3, 5);
        _f.Line("a").Estimate.Should().BeGreaterThan(0.97);
        _f.Line("b").Estimate.Should().BeGreaterThan(0.97);
    }

    [Fact]
    public void An_account_that_turns_slow_loses_its_weight_and_says_why()
    {
        foreach (var account in new[] { "a", "b", "c" }) Answer(account, 0.1, 40);
        Answer("a", 3, 40);
        _f.Line("a").Health.Should().Be(0.01);
        _f.Line("a").LastReason.Should().Contain("late");
        _f.Line("b").Health.Should().Be(1);
        foreach (var account in new[] { "b", "c" }) Answer(account, 0.1, 5);
        Answer("a", 0.1, 200);
        _f.Clock.Advance(30);
        _f.Line("a").Health.Should().Be(1);
    }

    [Fact]
    public void When_all_turn_slow_nobody_loses()
    {
        foreach (var account in new[] { "a", "b", "c" }) Answer(account, 0.1, 40);
        for (var i = 0; i < 20; i++)
            foreach (var account in new[] { "a", "b", "c" }) Answer(account, 3);
        _f.Clock.Advance(30);
        _f.Model.Tick().Lines.Should().OnlyContain(l => l.Health == 1);
    }

    [Fact]
    public void A_late_success_in_place_of_a_failure_never_lowers_health()
    {
        var failing = new HealthModelFixture(new HealthSettings { BreakerFailures = int.MaxValue });
        for (var i = 0; i < 60; i++)
        {
            foreach (var (f, seen) in new[] { (_f, Observation.Good), (failing, i < 30 ? Observation.Good : Observation.Bad) })
            {
                var ticket = f.Begin("a");
                f.Clock.Advance(i < 30 ? 0.1 : 3);
                ticket.Complete(seen);
            }

            _f.Line("a").Health.Should().BeGreaterThanOrEqualTo(failing.Line("a").Health);
        }
    }

    [Fact]
    public void Lateness_can_be_switched_off()
    {
        var f = new HealthModelFixture(new HealthSettings { LateWorth = 1, BreakerFailures = int.MaxValue });
        for (var i = 0; i < 40; i++)
        {
            var ticket = f.Begin("a");
            f.Clock.Advance(i < 20 ? 0.1 : 3);
            ticket.Complete(Observation.Good);
        }

        f.Line("a").Estimate.Should().BeGreaterThan(0.97);
    }

    private void Answer(string account, double seconds, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            var ticket = _f.Begin(account);
            _f.Clock.Advance(seconds);
            ticket.Complete(Observation.Good);
        }
    }
}
