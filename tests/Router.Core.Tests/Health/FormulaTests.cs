using Router.Core.Health;

namespace Router.Core.Tests.Health;

public class FormulaTests
{
    private readonly HealthModelFixture _f = new(new HealthSettings { BreakerFailures = int.MaxValue });

    [Fact]
    public void The_estimate_is_the_observations_with_five_of_the_prior()
    {
        _f.See("a", Observation.Good);
        _f.See("a", Observation.Bad);
        _f.Line("a").Estimate.Should().BeApproximately((0.99 + 4.85) / (1.99 + 5), 1e-9);
    }

    [Fact]
    public void After_a_minute_an_observation_counts_half()
    {
        _f.See("a", Observation.Bad);
        _f.Clock.Advance(60);
        _f.Line("a").Observations.Should().BeApproximately(0.5, 1e-9);
        _f.Line("a").Estimate.Should().BeApproximately(4.85 / 5.5, 1e-9);
    }

    [Fact]
    public void Health_drops_at_once_and_climbs_over_half_a_minute()
    {
        _f.See("a", Observation.Bad, 3);
        _f.Line("a").Health.Should().Be(0.01);
        _f.See("a", Observation.Good, 400);
        _f.Clock.Advance(15);
        _f.Line("a").Health.Should().BeApproximately(0.51, 0.01);
        _f.Clock.Advance(15);
        _f.Line("a").Health.Should().Be(1);
        _f.Heard(HealthEventKind.Demoted).Should().Be(1);
        _f.Heard(HealthEventKind.Restored).Should().Be(1);
        _f.Events.Single(e => e.Kind == HealthEventKind.Demoted).After.Should().Be("h 0.01: behind the others");
        var restored = _f.Events.Single(e => e.Kind == HealthEventKind.Restored);
        (restored.Before, restored.After).Should().Be(("h below 0.2: behind the others", "h 0.51 and climbing"));
    }

    [Fact]
    public void What_falls_again_within_three_minutes_climbs_over_two()
    {
        Fall();
        Climb(15).Should().BeApproximately(0.51, 0.01);
        Fall();
        Climb(15).Should().BeApproximately(0.135, 0.01);
        Climb(105).Should().Be(1);
        _f.Clock.Advance(60);
        Fall();
        Climb(15).Should().BeApproximately(0.51, 0.01, "three minutes after the last fall it is a first one again");

        void Fall()
        {
            _f.See("a", Observation.Bad, 40);
            _f.Line("a").Health.Should().Be(0.01);
            _f.See("a", Observation.Good, 400);
        }

        double Climb(double seconds)
        {
            _f.Clock.Advance(seconds);
            return _f.Line("a").Health;
        }
    }

    [Fact]
    public void A_drop_that_all_share_moves_nobody()
    {
        foreach (var account in new[] { "a", "b", "c", "a", "b", "c" }) _f.See(account, Observation.Bad);
        _f.Clock.Advance(30);
        _f.Model.Tick().Lines.Should().OnlyContain(l => l.Health > 0.9);
    }

    [Fact]
    public void Accounts_that_cannot_be_used_are_no_measure_for_the_others()
    {
        _f.See("b", Observation.Bad, 3);
        _f.See("c", Observation.Bad, 3);
        _f.Model.Disable("a", "test");
        _f.Clock.Advance(30);
        _f.Line("b").Health.Should().Be(1);
    }

    [Fact]
    public void The_approval_estimate_has_the_same_prior()
    {
        _f.Begin("a").Complete(Observation.Good, Approval.DeclinedByPayer);
        _f.Model.RecordApproval("a", "sim.qr", Approval.Succeeded);
        _f.Line("a").Approval.Should().BeApproximately((1 + 4.85) / (1.99 + 5), 1e-9);
        _f.Line("a").Estimate.Should().BeGreaterThan(0.97);
    }

    [Fact]
    public void A_drop_of_paid_actions_is_told_and_moves_no_weight()
    {
        for (var window = 0; window < 4; window++)
            for (var i = 0; i < 30; i++) _f.Model.ActionEnded("a", "sim.qr", paid: window < 3 ? i % 2 == 0 : i < 5);
        _f.Heard(HealthEventKind.ActionShareLow).Should().Be(1);
        _f.Line("a").Health.Should().Be(1);
    }

    [Fact]
    public void Settings_out_of_bounds_are_all_told()
    {
        var broken = new HealthSettings { Memory = 0, ClimbTime = TimeSpan.Zero, Breaks = [] };
        broken.Validate().Should().HaveCountGreaterThanOrEqualTo(3);
        HealthSettings.Default.Validate().Should().BeEmpty();
        FluentActions.Invoking(() => new HealthModel(_f.Clock, broken)).Should().Throw<ArgumentException>();
    }
}
