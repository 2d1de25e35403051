using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Tests.Routing;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Payments;

/// When an attempt is asked about: its schedule, and what follows where that ends or is odd.
public class QueryTimesTests
{
    private static readonly DateTimeOffset s_start = OrderSamples.Start;
    private static readonly TimeSpan[] s_schedule = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20)];

    [Theory]
    [InlineData(0, 5)]
    [InlineData(3.9, 5)]
    [InlineData(4, 20)] // the first is a second away: too soon to be worth asking
    [InlineData(5, 20)]
    [InlineData(18.9, 20)]
    [InlineData(19, 34)] // and from then on every last interval
    [InlineData(100, 115)]
    public void It_is_the_next_entry_or_a_last_interval_later(double after, double at) =>
        QueryTimes.After(s_start, s_schedule, s_start.AddSeconds(after)).Should().Be(s_start.AddSeconds(at));

    [Fact]
    public void One_entry_alone_is_its_own_interval() =>
        QueryTimes.After(s_start, [TimeSpan.FromSeconds(7)], s_start.AddMinutes(1)).Should().Be(s_start.AddSeconds(67));

    [Theory]
    [InlineData(1, 2)]
    [InlineData(4, 5)]
    [InlineData(8, 10)] // a quarter of its age
    [InlineData(100, 125)]
    public void No_schedule_at_all_is_every_minute_and_then_ever_more_seldom(int minutes, int at) =>
        QueryTimes.After(s_start, [], s_start.AddMinutes(minutes)).Should().Be(s_start.AddMinutes(at));

    [Fact]
    public void An_interval_is_a_second_at_least_and_six_hours_at_most()
    {
        var later = s_start.AddDays(9);
        QueryTimes.After(s_start, [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)], later).Should().Be(later.AddSeconds(1));
        QueryTimes.After(s_start, [TimeSpan.FromSeconds(2), TimeSpan.FromDays(3)], later).Should().Be(later.AddHours(6));
        QueryTimes.After(s_start, [], later).Should().Be(later.AddHours(6));
    }

    [Fact]
    public void A_time_that_the_channel_asked_for_stands_while_it_is_to_come()
    {
        var method = Fixture.Method() with { QuerySchedule = s_schedule };
        var attempt = OrderSamples.Attempt("A1", state: AttemptState.Pending) with { NextQueryAt = s_start.AddSeconds(9) };
        QueryTimes.Schedule(attempt, method, s_start).NextQueryAt.Should().Be(s_start.AddSeconds(9));
        QueryTimes.Schedule(attempt, method, s_start.AddSeconds(9)).NextQueryAt.Should().Be(s_start.AddSeconds(20));
        QueryTimes.Schedule(attempt with { NextQueryAt = null }, null, s_start).NextQueryAt.Should().Be(s_start.AddMinutes(1));
    }

    [Fact]
    public void Nothing_is_asked_about_what_is_being_sent_or_settled()
    {
        foreach (var state in new[] { AttemptState.Sending, AttemptState.Captured, AttemptState.Declined })
            QueryTimes.Schedule(OrderSamples.Attempt("A1", state: state), Fixture.Method(), s_start).NextQueryAt.Should().BeNull();
    }

    [Fact]
    public void A_schedule_is_over_with_its_last_entry_and_where_there_is_none()
    {
        var attempt = OrderSamples.Attempt("A1", state: AttemptState.Unknown);
        var method = Fixture.Method() with { QuerySchedule = s_schedule };
        QueryTimes.ScheduleIsOver(attempt, method, s_start.AddSeconds(20)).Should().BeTrue();
        QueryTimes.ScheduleIsOver(attempt, method, s_start.AddSeconds(20).AddTicks(-1)).Should().BeFalse();
        QueryTimes.ScheduleIsOver(attempt, method with { QuerySchedule = [] }, s_start).Should().BeTrue();
        QueryTimes.ScheduleIsOver(attempt, null, s_start).Should().BeTrue();
    }
}
