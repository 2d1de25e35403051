using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Channels;
using Router.Core.Tests.Health;
using Router.Core.Tests.Routing;

namespace Router.Core.Tests.Channels;

/// What is counted of a plugin version, and what people read of it.
public class PluginConductTests
{
    private static readonly ChannelManifest s_plugin = Fixture.Catalog().Channels[0];
    private readonly HealthModelFixture _f = new();

    private string? Quarantined => _f.Model.Tick().FindAccount("a")!.Quarantined;

    [Fact]
    public void Too_many_mistakes_are_told_in_numbers_and_the_count_begins_anew()
    {
        var told = new List<ConductReport>();
        var conduct = new PluginConduct(_f.Clock, _f.Model, new() { Mistakes = 2, Share = 0.5, Window = TimeSpan.FromMinutes(2.5) }) { OnMistake = told.Add };
        conduct.Kept(s_plugin);
        conduct.Broke(s_plugin, "from outside", isItsOwn: false);
        conduct.Kept(s_plugin);
        conduct.Broke(s_plugin, "one");
        Quarantined.Should().BeNull();
        conduct.Broke(s_plugin, "two");
        Quarantined.Should().Be("version 1.0.0 made 2 mistakes in 4 calls within 2.5 min, the last: two", "2 of 4 are half");
        told.Should().Equal(new ConductReport("sim", "1.0.0", 1, 0, "from outside"), new("sim", "1.0.0", 2, 0, "one"), new("sim", "1.0.0", 3, 0, "two"));
        conduct.Reports.Should().Equal(new ConductReport("sim", "1.0.0", 3, 0, "two"));
        _f.Model.Trust("a", "looked at");
        conduct.Broke(s_plugin, "three");
        Quarantined.Should().BeNull();
        conduct.Broke(s_plugin, "four");
        Quarantined.Should().Be("version 1.0.0 made 2 mistakes in 2 calls within 2.5 min, the last: four");
    }

    [Fact]
    public void A_share_below_the_bound_is_healths_affair()
    {
        var conduct = new PluginConduct(_f.Clock, _f.Model, new() { Mistakes = 2, Share = 0.5 });
        for (var i = 0; i < 3; i++) conduct.Kept(s_plugin);
        conduct.Broke(s_plugin, "one");
        conduct.Broke(s_plugin, "two");
        Quarantined.Should().BeNull("2 of 5 are less than half");
        conduct.Broke(s_plugin, "three");
        Quarantined.Should().NotBeNull("3 of 6");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(299, true)]
    [InlineData(300, true)]
    [InlineData(599, true)]
    [InlineData(600, false)]
    public void A_mistake_counts_for_half_a_window_to_a_whole_one(double seconds, bool counts)
    {
        var conduct = new PluginConduct(_f.Clock, _f.Model, new() { Mistakes = 2, Share = 0 });
        conduct.Broke(s_plugin, "one");
        _f.Clock.Advance(seconds);
        conduct.Broke(s_plugin, "two");
        (Quarantined is not null).Should().Be(counts);
    }

    [Fact]
    public void Counts_of_the_older_half_go_with_the_next_turn()
    {
        var conduct = new PluginConduct(_f.Clock, _f.Model, new() { Mistakes = 3, Share = 0 });
        conduct.Broke(s_plugin, "one");
        _f.Clock.Advance(300);
        conduct.Broke(s_plugin, "two");
        _f.Clock.Advance(300);
        conduct.Broke(s_plugin, "three");
        Quarantined.Should().BeNull("the first is ten minutes old");
        conduct.Broke(s_plugin, "four");
        Quarantined.Should().NotBeNull();
    }

    [Fact]
    public void A_call_that_ignores_its_cancellation_is_shown_until_it_returns()
    {
        var conduct = new PluginConduct(_f.Clock, _f.Model);
        var (one, two) = (new TaskCompletionSource(), new TaskCompletionSource());
        conduct.LeftBehind(s_plugin, one.Task);
        conduct.LeftBehind(s_plugin, two.Task, isItsOwn: false);
        conduct.Reports.Should().Equal(new ConductReport("sim", "1.0.0", 2, 2, "it ignored its cancellation"));
        one.SetResult();
        conduct.Reports.Single().LeftBehind.Should().Be(1);
        two.SetException(new IOException("x"));
        conduct.Reports.Single().LeftBehind.Should().Be(0);
    }

    [Fact]
    public void Two_hundred_and_fifty_six_versions_are_known_and_the_one_called_longest_ago_goes()
    {
        var conduct = new PluginConduct(_f.Clock, _f.Model);
        for (var i = 0; i < 256; i++)
        {
            conduct.Kept(s_plugin with { Version = $"{i:D3}.0.0" });
            _f.Clock.Advance(0.1);
        }

        conduct.Kept(s_plugin with { Version = "000.0.0" });
        conduct.Reports.Should().HaveCount(256).And.Contain(r => r.Version == "000.0.0");
        conduct.Kept(s_plugin with { Version = "256.0.0" });
        conduct.Reports.Should().HaveCount(256).And.NotContain(r => r.Version == "000.0.0").And.Contain(r => r.Version == "256.0.0");
    }

    [Fact]
    public void Operations_have_names_and_take_the_places_of_their_class() =>
        new[] { Operation.Query, Operation.Close, Operation.Refund, Operation.RefundQuery, Operation.Bill }.Select(o => (o.Name, o.Class)).Should().Equal(
            ("query", CallClass.Query), ("close", CallClass.Query), ("refund", CallClass.Refund), ("refund-query", CallClass.Query), ("bill", CallClass.Bill));

    [Fact]
    public void The_ends_of_a_call_are_told_apart()
    {
        Of(CallEnd<string>.Returned("x")).Should().Be(("x", true, true, false, "", ""));
        Of(CallEnd<string>.Busy("full")).Should().Be((null, false, false, true, "held-back", "full"));
        Of(CallEnd<string>.NotBegun("late")).Should().Be((null, false, false, false, "not-begun", "late"));
        Of(CallEnd<string>.Broken("exception", new string('w', 256))).Should().Be((null, false, true, false, "exception", new string('w', 256)));
        Of(CallEnd<string>.Broken("held-back", new string('w', 257))).Should().Be((null, false, true, false, "held-back", new string('w', 256)));

        static (string?, bool, bool, bool, string, string) Of(CallEnd<string> end) => (end.Answer, end.HasReturned, end.WasBegun, end.WasHeldBack, end.Code, end.Why);
    }
}
