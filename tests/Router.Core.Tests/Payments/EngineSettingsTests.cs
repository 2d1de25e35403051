using Router.Abstractions;
using Router.Core.Channels;
using Router.Core.Payments;

namespace Router.Core.Tests.Payments;

public class EngineSettingsTests
{
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);

    [Fact]
    public void The_defaults_are_good_and_as_documented()
    {
        var settings = new EngineSettings();
        settings.Problems().Should().BeEmpty();
        (settings.Budget, settings.MaxAttempts, settings.DefaultValidity, settings.SendWithin).Should().Be(
            (TimeSpan.FromSeconds(15), 3, TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(2)));
        (settings.SuspenseAfter, settings.RefundSuspenseAfter, settings.RiskTimeout, settings.LeaseTime).Should().Be(
            (TimeSpan.FromMinutes(10), TimeSpan.FromDays(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30)));
        (settings.MaxInFlight, settings.PublicUrl.ToString(), settings.OneCent, settings.IsProduction, settings.NodeName).Should().Be(
            (2000, "http://127.0.0.1:5080/v1", false, false, "node"));
        new ConductSettings().Problems().Should().BeEmpty();
        new ConductSettings().Should().Be(new ConductSettings { Mistakes = 10, Share = 0.05, Window = TimeSpan.FromMinutes(10) });
    }

    [Fact]
    public void Every_time_holds_at_its_bounds_and_is_told_beyond_them()
    {
        var good = new EngineSettings();
        Bounds(s => good with { Budget = s }, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(120), "Budget is {0}; write 1 to 120 seconds.");
        Bounds(s => good with { DefaultValidity = s }, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30), "DefaultValidity is {0}; write 1 minute to 30 days.");
        Bounds(s => good with { SendWithin = s }, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30), "SendWithin is {0}; write 100 ms to 30 s.");
        Bounds(s => good with { SuspenseAfter = s }, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7), "SuspenseAfter is {0}; write 1 minute to 7 days.");
        Bounds(s => good with { RefundSuspenseAfter = s }, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30), "RefundSuspenseAfter is {0}; write 1 minute to 30 days.");
        Bounds(s => good with { RiskTimeout = s }, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(30), "RiskTimeout is {0}; write 50 ms to 30 s.");
        Bounds(s => good with { LeaseTime = s }, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10), "LeaseTime is {0}; write 5 s to 10 minutes.");

        static void Bounds(Func<TimeSpan, EngineSettings> with, TimeSpan least, TimeSpan most, string told)
        {
            with(least).Problems().Should().BeEmpty();
            with(most).Problems().Should().BeEmpty();
            with(least - s_tick).Problems().Should().Equal(string.Format(null, told, least - s_tick));
            with(most + s_tick).Problems().Should().Equal(string.Format(null, told, most + s_tick));
        }
    }

    [Theory]
    [InlineData(0, "MaxAttempts is 0; write 1 to 10.")]
    [InlineData(1, null)]
    [InlineData(10, null)]
    [InlineData(11, "MaxAttempts is 11; write 1 to 10.")]
    public void Attempts_are_one_to_ten(int attempts, string? told) => Told(new EngineSettings { MaxAttempts = attempts }).Should().Be(told);

    [Theory]
    [InlineData(1, "MaxInFlight is 1; write 2 to 100000.")]
    [InlineData(2, null)]
    [InlineData(100_000, null)]
    [InlineData(100_001, "MaxInFlight is 100001; write 2 to 100000.")]
    public void Calls_under_way_are_bounded(int calls, string? told) => Told(new EngineSettings { MaxInFlight = calls }).Should().Be(told);

    [Theory]
    [InlineData("https://pay.example.com/v1", null)]
    [InlineData("http://127.0.0.1", null)]
    [InlineData("ftp://pay.example.com/v1", "PublicUrl is 'ftp://pay.example.com/v1'; write an absolute http or https URL that channels can reach.")]
    [InlineData("/v1", "PublicUrl is '/v1'; write an absolute http or https URL that channels can reach.")]
    public void The_public_address_is_a_whole_one(string url, string? told) =>
        Told(new EngineSettings { PublicUrl = new Uri(url, UriKind.RelativeOrAbsolute) }).Should().Be(told);

    [Fact]
    public void A_node_has_a_name_of_at_most_sixty_four_characters()
    {
        Told(new EngineSettings { NodeName = new string('n', 64) }).Should().BeNull();
        Told(new EngineSettings { NodeName = new string('n', 65) }).Should().Be("NodeName is empty or longer than 64 characters.");
        Told(new EngineSettings { NodeName = "" }).Should().Be("NodeName is empty or longer than 64 characters.");
    }

    [Fact]
    public void One_cent_and_production_exclude_each_other()
    {
        Told(new EngineSettings { OneCent = true }).Should().BeNull();
        Told(new EngineSettings { IsProduction = true }).Should().BeNull();
        Told(new EngineSettings { OneCent = true, IsProduction = true }).Should().Be(
            "OneCent is on and the environment is production; the one-cent switch is for tests only. Switch one of them off.");
        new EngineSettings { OneCent = true }.SentAmount(new(500, Currency.USD)).Should().Be(new Money(1, Currency.USD));
        new EngineSettings().SentAmount(new(500, Currency.USD)).Should().Be(new Money(500, Currency.USD));
    }

    [Theory]
    [InlineData("https://pay.example.com/v1")]
    [InlineData("https://pay.example.com/v1/")]
    public void Notifications_are_sent_to_channel_and_account(string url) =>
        new EngineSettings { PublicUrl = new Uri(url) }.NotifyUrl("wechat", "main").Should().Be(new Uri("https://pay.example.com/v1/notify/wechat/main"));

    [Fact]
    public void What_is_wrong_is_told_all_at_once() =>
        new EngineSettings { MaxAttempts = 0, MaxInFlight = 0, NodeName = "" }.Problems().Should().HaveCount(3);

    [Fact]
    public void Conduct_holds_at_its_bounds_and_is_told_beyond_them()
    {
        var good = new ConductSettings();
        Each(good with { Mistakes = 1 }, null);
        Each(good with { Mistakes = 10_000 }, null);
        Each(good with { Mistakes = 0 }, "Conduct:Mistakes is 0; write 1 to 10000.");
        Each(good with { Mistakes = 10_001 }, "Conduct:Mistakes is 10001; write 1 to 10000.");
        Each(good with { Share = 0 }, null);
        Each(good with { Share = 1 }, null);
        Each(good with { Share = -0.5 }, "Conduct:Share is -0.5; write 0 to 1.");
        Each(good with { Share = 1.5 }, "Conduct:Share is 1.5; write 0 to 1.");
        Each(good with { Share = double.NaN }, "Conduct:Share is NaN; write 0 to 1.");
        Each(good with { Window = TimeSpan.FromMinutes(1) }, null);
        Each(good with { Window = TimeSpan.FromDays(1) }, null);
        Each(good with { Window = TimeSpan.FromMinutes(1) - s_tick }, "Conduct:Window is 00:00:59.9999999; write 1 minute to 1 day.");
        Each(good with { Window = TimeSpan.FromDays(1) + s_tick }, "Conduct:Window is 1.00:00:00.0000001; write 1 minute to 1 day.");

        static void Each(ConductSettings settings, string? told) => settings.Problems().SingleOrDefault().Should().Be(told);
    }

    private static string? Told(EngineSettings settings) => settings.Problems().SingleOrDefault();
}
