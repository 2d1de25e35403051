using Router.Hosting.Alarms;

namespace Router.Hosting.Tests.Alarms;

public sealed class AlarmSettingsTests
{
    [Fact]
    public void The_defaults_are_well() => new AlarmSettings().Problems().Should().BeEmpty();

    [Fact]
    public void Every_mistake_is_named_at_once()
    {
        var wrong = new AlarmSettings
        {
            Url = new Uri("ftp://x"),
            Timeout = TimeSpan.Zero,
            RepeatCritical = TimeSpan.Zero,
            RepeatWarning = TimeSpan.FromDays(8),
            SettleAfter = TimeSpan.FromHours(2),
            RestingLong = TimeSpan.Zero,
            DemotedLong = TimeSpan.Zero,
            MaxOpen = 1,
            Runbooks = " ",
        };
        wrong.Problems().Should().HaveCount(9);
    }
}
