using Router.TestKit;

namespace Router.Storage.Sqlite.Tests;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void Advance_SeveralTimers_FireInOrderOfTimeThenOfSetting()
    {
        Set("late", 20);
        Set("first", 10);
        Set("second", 10);
        _clock.NextTimerAt.Should().Be(_clock.GetUtcNow().AddSeconds(10));
        _clock.Advance(TimeSpan.FromSeconds(30));
        _fired.Should().Equal("first@10", "second@10", "late@20");
        _clock.NextTimerAt.Should().BeNull();
    }

    [Fact]
    public void Advance_CallbackSetsATimer_FiresInTheSameAdvance()
    {
        using var timer = _clock.CreateTimer(_ => Set("inner", 5), null, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromSeconds(15));
        _fired.Should().Equal("inner@15");
    }

    [Fact]
    public void Advance_PeriodicTimer_FiresUntilDisposed()
    {
        var timer = Set("tick", 1, period: 1);
        _clock.Advance(TimeSpan.FromSeconds(3));
        timer.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(3));
        _fired.Should().Equal("tick@1", "tick@2", "tick@3");
        timer.Change(TimeSpan.Zero, TimeSpan.Zero).Should().BeFalse();
    }

    [Fact]
    public void Change_BeforeItIsDue_MovesTheTimer()
    {
        var timer = Set("moved", 1);
        timer.Change(TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan).Should().BeTrue();
        _clock.Advance(TimeSpan.FromSeconds(4));
        _fired.Should().BeEmpty();
        _clock.Advance(TimeSpan.FromSeconds(1));
        _fired.Should().Equal("moved@5");
    }

    [Fact]
    public async Task Delay_And_cancellation_FollowTheClock()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(2), _clock);
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(3), _clock);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await delay;
        source.IsCancellationRequested.Should().BeFalse();
        _clock.Advance(TimeSpan.FromSeconds(1));
        source.IsCancellationRequested.Should().BeTrue();
    }

    [Fact]
    public void AdvanceTo_ThePast_IsRefused()
    {
        var advance = () => _clock.AdvanceTo(_clock.GetUtcNow().AddTicks(-1));
        advance.Should().Throw<ArgumentOutOfRangeException>();
    }

    private ITimer Set(string name, int seconds, int period = 0) => _clock.CreateTimer(
        _ => _fired.Add($"{name}@{(_clock.GetUtcNow() - new ManualTimeProvider().GetUtcNow()).TotalSeconds}"),
        null,
        TimeSpan.FromSeconds(seconds),
        period == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(period));
}
