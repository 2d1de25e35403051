using Router.Core.Health;
using Router.Core.Tests.Routing;

namespace Router.Core.Tests.Health;

public class RestartTests
{
    private readonly HealthModelFixture _f = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_known_is_read_back_with_decay(bool restoreFirst)
    {
        _f.See("a", Observation.Good, 30, "ICBC");
        _f.See("b", Observation.Bad, 5);
        _f.Model.Drain("c", "moving");
        _f.Model.Override("a", 0.4, "test", _f.Clock.Now.AddHours(1));
        var saved = _f.Model.Save();
        var known = _f.Line("a").Observations;

        _f.Clock.Advance(60);
        var again = new HealthModel(_f.Clock);
        if (restoreFirst) again.Restore(saved).Should().BeTrue();
        again.Configure(Fixture.Catalog());
        if (!restoreFirst) again.Restore(saved).Should().BeTrue();

        var view = again.Tick();
        view.Find("a", "sim.qr")!.Observations.Should().BeApproximately(known / 2, 1e-6);
        view.Read("a", "sim.qr", null).Health.Should().Be(0.4);
        view.Read("b", "sim.qr", null).Breaker.Should().Be(BreakerState.ProbeDue);
        view.Read("c", "sim.qr", null).Blocked.Should().Be("drained: moving");
        view.Find("a", "sim.qr")!.Health.Should().Be(1, "nothing of it is new");
    }

    [Fact]
    public void Saving_what_was_restored_gives_the_same_text()
    {
        _f.See("a", Observation.Good, 30, "ICBC");
        _f.See("b", Observation.Bad, 5);
        var saved = _f.Model.Save();
        var again = new HealthModel(_f.Clock);
        again.Configure(Fixture.Catalog());
        again.Restore(saved);
        again.Save().Should().Be(saved);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"at\":7}")]
    [InlineData("[]")]
    public void What_cannot_be_read_is_told_and_changes_nothing(string saved)
    {
        _f.Model.Restore(saved).Should().BeFalse();
        _f.Heard(HealthEventKind.NotRestored).Should().Be(1);
        _f.Line("a").Health.Should().Be(1);
    }

    [Fact]
    public void Events_are_bounded_and_heard_outside_the_lock()
    {
        HealthModel? model = null;
        var heard = 0;
        model = new HealthModel(_f.Clock, new HealthSettings { EventCount = 5 }, _ =>
        {
            heard++;
            Task.Run(() => model!.Tick()).Wait(TimeSpan.FromSeconds(10)).Should().BeTrue();
        });
        model.Configure(Fixture.Catalog());
        for (var i = 0; i < 10; i++) model.Drain("a", $"again {i}");
        model.Events.Should().HaveCount(5);
        heard.Should().Be(10);
    }
}
