using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Health;
using Router.Core.Tests.Routing;

namespace Router.Core.Tests.Health;

public class OrdersTests
{
    private readonly HealthModelFixture _f = new();

    [Fact]
    public void Precedence_is_disabled_then_drained_then_maintenance_then_override_then_breaker()
    {
        _f.See("a", Observation.Bad, 5);
        _f.Refused("a").Should().Be("breaker open");
        _f.Model.Override("a", 0.5, "they say it works", _f.Clock.Now.AddMinutes(5));
        _f.Refused("a").Should().BeNull();
        _f.Read("a").Health.Should().Be(0.5);
        _f.Model.PlanMaintenance("a", _f.Clock.Now, _f.Clock.Now.AddMinutes(1), "upgrade");
        _f.Refused("a").Should().StartWith("maintenance until");
        _f.Model.Drain("a", "moving");
        _f.Refused("a").Should().Be("drained: moving");
        _f.Model.Disable("a", "fraud");
        _f.Refused("a").Should().Be("disabled: fraud");
    }

    [Fact]
    public void An_override_ends_by_itself_and_says_so()
    {
        _f.Model.Override("a", 0.3, "test", _f.Clock.Now.AddSeconds(60));
        _f.Clock.Advance(60);
        _f.Read("a").Health.Should().Be(1);
        _f.Heard(HealthEventKind.OverrideExpired).Should().Be(1);
        _f.Model.Invoking(m => m.Override("a", 0, "off", _f.Clock.Now)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Maintenance_begins_and_ends_by_the_clock()
    {
        _f.Model.PlanMaintenance("a", _f.Clock.Now.AddSeconds(10), _f.Clock.Now.AddSeconds(20), "upgrade");
        _f.Refused("a").Should().BeNull();
        _f.Clock.Advance(10);
        _f.Refused("a").Should().StartWith("maintenance until");
        _f.Clock.Advance(10);
        _f.Refused("a").Should().BeNull();
        _f.Heard(HealthEventKind.MaintenanceBegan).Should().Be(1);
        _f.Heard(HealthEventKind.MaintenanceEnded).Should().Be(1);
    }

    [Fact]
    public void Retry_after_lets_the_account_rest()
    {
        _f.Begin("a").Complete(Observation.Bad, retryAfter: TimeSpan.FromSeconds(30));
        _f.Refused("a").Should().StartWith("resting until");
        _f.Clock.Advance(30);
        _f.Refused("a").Should().BeNull();
        _f.Model.Rest("a", _f.Clock.Now.AddDays(1));
        _f.Clock.Advance(600);
        _f.Refused("a").Should().BeNull();
    }

    [Fact]
    public void Three_faults_of_our_own_make_it_misconfigured_with_one_trial_a_minute()
    {
        _f.See("a", Observation.Us, 2);
        _f.See("a", Observation.Good);
        _f.See("a", Observation.Us, 3);
        _f.Line("a").Estimate.Should().BeGreaterThan(0.97);
        _f.Heard(HealthEventKind.Misconfigured).Should().Be(1);
        _f.Refused("a").Should().StartWith("misconfigured");
        _f.Clock.Advance(60);
        var trial = _f.Begin("a");
        trial.IsProbe.Should().BeTrue();
        _f.Refused("a").Should().StartWith("misconfigured");
        trial.Complete(Observation.Us);
        _f.Clock.Advance(59);
        _f.Refused("a").Should().StartWith("misconfigured");
        _f.Clock.Advance(1);
        _f.See("a", Observation.Good);
        _f.Refused("a").Should().BeNull();
        _f.Heard(HealthEventKind.ConfiguredAgain).Should().Be(1);
    }

    [Fact]
    public void A_repeated_order_changes_nothing_and_tells_nothing()
    {
        var until = _f.Clock.Now.AddMinutes(5);
        Func<AccountChange>[] orders =
        [
            () => _f.Model.Drain("a", "x"), () => _f.Model.Disable("a", "x", until), () => _f.Model.Override("a", 0.5, "x", until),
            () => _f.Model.PlanMaintenance("a", until, until.AddHours(1), "x"), () => _f.Model.Undrain("a", "x"), () => _f.Model.Enable("a", "x"),
            () => _f.Model.ClearOverride("a", "x"), () => _f.Model.CancelMaintenance("a", "x"),
        ];
        foreach (var order in orders)
        {
            var heard = _f.Events.Count;
            order().IsChange.Should().BeTrue();
            var again = order();
            again.IsChange.Should().BeFalse();
            again.Before.Should().Be(again.After);
            _f.Events.Should().HaveCount(heard + 1);
        }

        _f.Model.View.FindAccount("a")!.Should().BeEquivalentTo(new AccountHealth { AccountId = "a" });
    }

    [Fact]
    public void One_planned_window_is_cancelled_and_the_other_stays()
    {
        var from = _f.Clock.Now.AddHours(1);
        _f.Model.PlanMaintenance("a", from, from.AddHours(1), "upgrade");
        var change = _f.Model.PlanMaintenance("a", from.AddDays(1), from.AddDays(1).AddHours(1), "again");
        change.After.Should().Contain("upgrade").And.Contain("again");
        _f.Model.CancelMaintenance("a", "not now", from).IsChange.Should().BeTrue();
        _f.Model.View.FindAccount("a")!.Maintenance.Should().ContainSingle().Which.Reason.Should().Be("again");
    }

    [Fact]
    public void A_rest_that_is_over_is_told()
    {
        _f.Model.Rest("a", _f.Clock.Now.AddSeconds(30));
        _f.Clock.Advance(30);
        _f.Model.Tick();
        _f.Heard(HealthEventKind.RestEnded).Should().Be(1);
    }

    [Fact]
    public void A_second_step_is_never_refused()
    {
        _f.Model.Drain("a", "moving");
        _f.Model.BeginContinuation("a", "sim.qr", null).Should().NotBeNull();
        _f.Model.BeginContinuation("nobody", "sim.qr", null).Should().BeNull();
        _f.Refused("nobody").Should().Be("nobody does not serve sim.qr");
    }

    [Fact]
    public void An_account_that_joins_others_starts_low_and_climbs_with_twenty_good_answers()
    {
        _f.Model.Configure(Fixture.Catalog(Fixture.Account("a"), Fixture.Account("b"), Fixture.Account("new")));
        _f.Line("new").Health.Should().Be(0.1);
        _f.Line("a").Health.Should().Be(1);
        _f.Clock.Advance(60);
        _f.Line("new").Health.Should().Be(0.1);
        for (var i = 0; i < 20; i++)
        {
            _f.See("new", Observation.Good);
            _f.Clock.Advance(5);
        }

        _f.Line("new").Health.Should().Be(1);
        _f.Model.View.Find("c", "sim.qr").Should().BeNull();
    }

    [Fact]
    public void A_new_plugin_version_beside_an_old_one_starts_low()
    {
        MerchantAccount[] accounts = [Fixture.Account("a"), Fixture.Account("x", "other")];
        _f.Model.Configure(new Catalog(accounts, [Fixture.Channel(), Fixture.Channel("other")], "1"));
        var second = Fixture.Channel() with { Version = "2.0.0" };
        _f.Model.Configure(new Catalog(accounts, [second, Fixture.Channel("other")], "2"));
        _f.Line("a").Health.Should().Be(0.1);
        _f.Heard(HealthEventKind.NewVersion).Should().Be(1);
    }
}
