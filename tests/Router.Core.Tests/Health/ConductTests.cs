using Router.Core.Accounts;
using Router.Core.Channels;
using Router.Core.Health;
using Router.Core.Tests.Routing;

namespace Router.Core.Tests.Health;

/// When mistakes are too many, and how long that counts.
public class ConductTests
{
    private readonly HealthModelFixture _f = new();
    private readonly Abstractions.ChannelManifest _plugin = Fixture.Catalog().Channels[0];

    private PluginConduct Conduct(ConductSettings? settings = null) => new(_f.Clock, _f.Model, settings);

    private string? Quarantined => _f.Model.Tick().FindAccount("a")!.Quarantined;

    [Fact]
    public void Ten_mistakes_are_too_many_and_nine_are_not()
    {
        var conduct = Conduct();
        for (var i = 0; i < 9; i++) conduct.Broke(_plugin, "null");
        Quarantined.Should().BeNull();
        conduct.Broke(_plugin, "null");
        Quarantined.Should().Contain("null");
        _f.Model.Tick().Read("a", "sim.qr", null).Blocked.Should().StartWith("quarantined");
        conduct.Reports.Should().ContainSingle().Which.Mistakes.Should().Be(10);
    }

    [Fact]
    public void Mistakes_that_are_rare_among_its_calls_or_long_ago_are_health_s_affair()
    {
        var conduct = Conduct();
        for (var i = 0; i < 2000; i++)
        {
            if (i % 100 == 0) conduct.Broke(_plugin, "null");
            else conduct.Kept(_plugin);
        }

        Quarantined.Should().BeNull("one in a hundred");
        var slow = Conduct();
        for (var i = 0; i < 50; i++)
        {
            slow.Broke(_plugin, "null");
            _f.Clock.Advance(180);
        }

        Quarantined.Should().BeNull("never ten within ten minutes");
    }

    [Fact]
    public void A_quarantine_outlives_a_restart_and_ends_with_another_version()
    {
        var conduct = Conduct();
        for (var i = 0; i < 10; i++) conduct.Broke(_plugin, "null");
        var saved = _f.Model.Save();
        var after = new HealthModel(_f.Clock);
        after.Restore(saved).Should().BeTrue();
        var catalog = Fixture.Catalog();
        after.Configure(catalog);
        after.Tick().FindAccount("a")!.Quarantined.Should().NotBeNull();
        after.Configure(new Catalog(catalog.Accounts, [.. catalog.Channels.Select(c => c with { Version = "99.0.0" })], "2"));
        after.Tick().FindAccount("a")!.Quarantined.Should().BeNull();
        after.Events.Should().Contain(e => e.Kind == HealthEventKind.QuarantineEnded && e.AccountId == "a");
    }

    [Fact]
    public void Trust_is_for_one_account_and_another_ten_mistakes_end_it()
    {
        var conduct = Conduct();
        for (var i = 0; i < 10; i++) conduct.Broke(_plugin, "null");
        _f.Model.Trust("a", "looked at").IsChange.Should().BeTrue();
        Quarantined.Should().BeNull();
        _f.Model.Tick().FindAccount("b")!.Quarantined.Should().NotBeNull();
        for (var i = 0; i < 10; i++) conduct.Broke(_plugin, "null");
        Quarantined.Should().NotBeNull();
    }

    [Fact]
    public void What_the_world_does_is_no_mistake()
    {
        Exception[] others =
        [
            new HttpRequestException("x"), new IOException("x"), new TimeoutException("x"), new OperationCanceledException("x"), new FormatException("x"),
            new AggregateException(new IOException("x")),
        ];
        others.Should().OnlyContain(e => Blunders.Of(e) == null);
        Blunders.Of(new InvalidCastException("x")).Should().Contain("InvalidCastException");
        Blunders.Of(new AggregateException(new InvalidCastException("x"))).Should().NotBeNull();
    }

    [Fact]
    public void Its_settings_have_bounds()
    {
        new ConductSettings().Problems().Should().BeEmpty();
        new ConductSettings { Mistakes = 0, Share = double.NaN, Window = TimeSpan.Zero }.Problems().Should().HaveCount(3);
    }
}
