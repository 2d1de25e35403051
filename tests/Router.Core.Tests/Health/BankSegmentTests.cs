using Router.Core.Health;

namespace Router.Core.Tests.Health;

public class BankSegmentTests
{
    private readonly HealthModelFixture _f = new();

    [Fact]
    public void Below_twenty_observations_a_bank_is_judged_by_its_account()
    {
        _f.See("a", Observation.Good, 10, "ICBC");
        _f.Line("a").Banks.Should().BeEmpty();
        _f.Read("a", "ICBC").Estimate.Should().Be(_f.Line("a").Estimate);
    }

    [Fact]
    public void From_twenty_on_it_speaks_for_itself()
    {
        _f.See("a", Observation.Good, 40, "ICBC");
        _f.See("a", Observation.Bad, 3, "ICBC");
        var bank = _f.Line("a").Banks.Should().ContainSingle().Subject;
        bank.CardBank.Should().Be("ICBC");
        bank.Estimate.Should().BeLessThan(0.97);
    }

    [Fact]
    public void A_dead_bank_opens_its_own_breaker_and_not_the_accounts()
    {
        _f.See("a", Observation.Good, 40, "ICBC");
        _f.See("a", Observation.Bad, 5, "ICBC");
        _f.Read("a", "ICBC").Breaker.Should().Be(BreakerState.Open);
        _f.Read("a").Breaker.Should().Be(BreakerState.Closed);
        _f.Read("a", "ABC").Breaker.Should().Be(BreakerState.Closed);
        _f.Refused("a", "ICBC").Should().Be("breaker open");
        _f.Refused("a", "ABC").Should().BeNull();
    }

    [Fact]
    public void Its_failures_while_open_do_not_touch_the_account()
    {
        _f.See("a", Observation.Good, 40, "ICBC");
        var late = _f.Begin("a", "ICBC");
        _f.See("a", Observation.Bad, 5, "ICBC");
        var before = _f.Line("a").Observations;
        late.Complete(Observation.Bad);
        _f.Line("a").Observations.Should().Be(before);
        _f.Clock.Advance(5);
        before = _f.Line("a").Observations;
        _f.See("a", Observation.Bad, 1, "ICBC");
        _f.Line("a").Observations.Should().Be(before);
        _f.Line("a").Banks[0].BreakUntil.Should().Be(_f.Clock.Now.AddSeconds(10));
    }

    [Fact]
    public void When_all_banks_fail_the_account_opens()
    {
        _f.See("a", Observation.Good, 40, "ICBC");
        _f.See("a", Observation.Good, 40, "ABC");
        _f.See("a", Observation.Bad, 3, "ICBC");
        _f.See("a", Observation.Bad, 2, "ABC");
        _f.Read("a").Breaker.Should().Be(BreakerState.Open);
    }

    [Fact]
    public void A_bank_that_is_down_everywhere_moves_nothing()
    {
        foreach (var account in new[] { "a", "b", "c" }) _f.See(account, Observation.Good, 40, "ICBC");
        foreach (var account in new[] { "a", "b", "c" }) _f.See(account, Observation.Bad, 4, "ICBC");
        _f.Clock.Advance(30);
        foreach (var account in new[] { "a", "b", "c" }) _f.Read(account, "ICBC").Health.Should().Be(1);
    }

    [Fact]
    public void Banks_nobody_pays_with_again_make_room()
    {
        var settings = HealthSettings.Default;
        _f.See("a", Observation.Good, 30, "CMB");
        for (var i = 0; i < 450; i++)
        {
            _f.See("a", Observation.Good, 1, $"invented {i}");
            _f.Clock.Advance(0.01);
        }

        _f.See("a", Observation.Good, 25, "ICBC");
        _f.Line("a").Banks.Select(b => b.CardBank).Should().Equal("CMB", "ICBC");
        _f.Model.Save().Split("\"cardBank\"").Should().HaveCountLessThanOrEqualTo(settings.MaxBanks + 1);
    }

    [Fact]
    public void A_bank_with_a_call_under_way_or_an_open_breaker_keeps_its_place()
    {
        _f.See("a", Observation.Good, 40, "CMB");
        _f.See("a", Observation.Bad, 5, "CMB");
        using var first = _f.Begin("a", "ICBC");
        for (var i = 0; i < 450; i++) _f.See("a", Observation.Good, 2, $"invented {i}");
        first.Complete(Observation.Good);
        _f.Refused("a", "CMB").Should().Be("breaker open");
        _f.Model.Save().Should().Contain("\"cardBank\":\"ICBC\"");
    }
}
