using Router.Core.Alarms;
using Router.Hosting.Alarms;

namespace Router.Hosting.Tests.Alarms;

public sealed class AlarmBookTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly AlarmBook _book = new(new AlarmSettings());

    [Fact]
    public void What_is_raised_often_is_told_once()
    {
        for (var i = 0; i < 50; i++) _book.Raise(AlarmKinds.BreakerOpen, "a/m", "it failed", At(i));

        Told(At(50)).Should().Equal("breaker-open a/m Raised");
        for (var i = 51; i < 100; i++) _book.Raise(AlarmKinds.BreakerOpen, "a/m", "it failed", At(i));
        Told(At(100)).Should().BeEmpty();
        _book.Open.Single().Count.Should().Be(99);
    }

    [Fact]
    public void However_many_of_one_kind_are_open_another_kind_has_room()
    {
        for (var i = 0; i < 1_500; i++) _book.Raise(AlarmKinds.CaseOpen, $"p{i}", "x", Start);
        _book.Open.Should().HaveCount(1_000);
        _book.Raise(AlarmKinds.CaseOpen, "one more", "x", Start).Should().BeNull();
        _book.Raise(AlarmKinds.AllDown, "m", "x", Start).Should().BeTrue();
        _book.Raise(AlarmKinds.StoreUnavailable, "store", "x", Start).Should().BeTrue();
        for (var i = 0; i < 100; i++) _book.Raise(AlarmKinds.BreakerOpen, $"a{i}", "x", Start);
        _book.Open.Should().HaveCount(1_022);
    }

    [Fact]
    public void A_new_critical_one_and_an_acknowledgement_are_urgent_to_keep()
    {
        _book.Raise(AlarmKinds.BreakerOpen, "a/m", "x", Start);
        Told(Start).Should().HaveCount(1);
        (_book.IsDirty, _book.IsUrgent).Should().Be((true, false));
        _book.Raise(AlarmKinds.AllDown, "m", "x", Start);
        _book.IsUrgent.Should().BeTrue();
        _book.Save();
        _book.Acknowledge(_book.Open.First().Id, "alice", Start);
        _book.IsUrgent.Should().BeTrue();
    }

    [Fact]
    public void Another_subject_or_kind_is_another_alarm()
    {
        _book.Raise(AlarmKinds.BreakerOpen, "a/m", "x", Start);
        _book.Raise(AlarmKinds.BreakerOpen, "b/m", "x", Start);
        _book.Raise(AlarmKinds.Demoted, "a/m", "x", Start);
        Told(Start).Should().HaveCount(3);
    }

    [Fact]
    public void A_critical_one_is_repeated_hourly_and_a_warning_daily()
    {
        _book.Raise(AlarmKinds.AllDown, "m", "x", Start);
        _book.Raise(AlarmKinds.BreakerOpen, "a/m", "x", Start);
        Told(Start).Should().HaveCount(2);

        Told(Start.AddMinutes(59)).Should().BeEmpty();
        Told(Start.AddMinutes(60)).Should().Equal("all-down m Repeated");
        Told(Start.AddHours(24)).Should().BeEquivalentTo("all-down m Repeated", "breaker-open a/m Repeated");
    }

    [Fact]
    public void What_flaps_is_told_once_until_it_stays_over()
    {
        _book.Raise(AlarmKinds.BreakerOpen, "a/m", "x", Start);
        Told(Start).Should().HaveCount(1);
        for (var minute = 1; minute < 20; minute++)
        {
            _book.Resolve("breaker-open", "a/m", Start.AddMinutes(minute));
            Told(Start.AddMinutes(minute)).Should().BeEmpty();
            _book.Raise(AlarmKinds.BreakerOpen, "a/m", "x", Start.AddMinutes(minute).AddSeconds(30));
        }

        _book.Resolve("breaker-open", "a/m", Start.AddMinutes(20));
        Told(Start.AddMinutes(22)).Should().Equal("breaker-open a/m Resolved");
        Told(Start.AddDays(9)).Should().BeEmpty();
        _book.Open.Should().BeEmpty();
        _book.Ended.Single().Count.Should().Be(20);
    }

    [Fact]
    public void What_was_over_before_anybody_was_told_is_told_all_the_same()
    {
        _book.Raise(AlarmKinds.BreakerOpen, "a/m", "x", Start);
        _book.Resolve("breaker-open", "a/m", Start);
        Told(Start.AddHours(1)).Should().Equal("breaker-open a/m Raised");
        Told(Start.AddHours(1)).Should().Equal("breaker-open a/m Resolved");
    }

    [Fact]
    public void What_comes_back_later_is_a_new_alarm()
    {
        _book.Raise(AlarmKinds.BreakerOpen, "a/m", "x", Start);
        var first = _book.Open.Single().Id;
        Told(Start);
        _book.Resolve("breaker-open", "a/m", Start.AddMinutes(1));
        Told(Start.AddMinutes(5));

        _book.Raise(AlarmKinds.BreakerOpen, "a/m", "x", Start.AddMinutes(6)).Should().BeTrue();
        Told(Start.AddMinutes(6)).Should().Equal("breaker-open a/m Raised");
        _book.Open.Single().Id.Should().NotBe(first);
    }

    [Fact]
    public void What_an_operator_has_seen_is_not_repeated_but_its_end_is_told()
    {
        _book.Raise(AlarmKinds.AllDown, "m", "x", Start);
        Told(Start);
        _book.Acknowledge(_book.Open.Single().Id, "alice", Start.AddMinutes(1))!.AcknowledgedBy.Should().Be("alice");

        Told(Start.AddDays(3)).Should().BeEmpty();
        _book.Resolve("all-down", "m", Start.AddDays(3));
        Told(Start.AddDays(3).AddMinutes(2)).Should().Equal("all-down m Resolved");
    }

    [Fact]
    public void A_kind_that_nothing_else_ends_is_ended_by_the_acknowledgement()
    {
        _book.Raise(AlarmKinds.MessageDead, "shop", "x", Start);
        Told(Start);
        _book.Acknowledge(_book.Open.Single().Id, "alice", Start.AddMinutes(1));

        Told(Start.AddMinutes(1)).Should().Equal("message-dead shop Resolved");
        _book.Raise(AlarmKinds.MessageDead, "shop", "another", Start.AddMinutes(2)).Should().BeTrue();
    }

    [Fact]
    public void An_id_that_is_not_open_cannot_be_acknowledged() => _book.Acknowledge("alm_x", "alice", Start).Should().BeNull();

    [Fact]
    public void Over_a_restart_nothing_is_told_twice_and_nothing_is_forgotten()
    {
        _book.Raise(AlarmKinds.AllDown, "taken", "x", Start);
        _book.Raise(AlarmKinds.AllDown, "untaken", "x", Start);
        var told = _book.Due(Start);
        _book.Taken(told.Single(t => t.Entry.Subject == "taken").Entry);
        _book.Raise(AlarmKinds.AllDown, "untold", "x", Start);
        var saved = AlarmJson.Read(AlarmJson.Write(_book.Save()))!;

        var next = new AlarmBook(new AlarmSettings());
        next.Restore(saved).Select(d => $"{d.Entry.Subject} {d.News} {d.Entry.Notices}").Should().Equal("untaken Raised 1");
        next.Due(Start).Select(d => d.Entry.Subject).Should().Equal("untold");
        next.Raise(AlarmKinds.AllDown, "taken", "x", Start.AddMinutes(1)).Should().BeFalse();
        next.Due(Start.AddMinutes(59)).Should().BeEmpty();
        next.Due(Start.AddMinutes(60)).Should().HaveCount(3);
    }

    [Fact]
    public void An_end_that_was_not_taken_is_told_again_after_a_restart()
    {
        _book.Raise(AlarmKinds.AllDown, "m", "x", Start);
        Told(Start);
        _book.Resolve("all-down", "m", Start);
        var end = _book.Due(Start.AddMinutes(5)).Single();
        var next = new AlarmBook(new AlarmSettings());

        next.Restore(_book.Save()).Single().News.Should().Be(AlarmNews.Resolved);
        next.Open.Should().BeEmpty();
        next.Taken(end.Entry);
        new AlarmBook(new AlarmSettings()).Restore(next.Save()).Should().BeEmpty();
    }

    [Fact]
    public void There_is_room_for_so_many_and_no_more()
    {
        var book = new AlarmBook(new AlarmSettings { MaxOpen = 10 });
        for (var i = 0; i < 10; i++) book.Raise(AlarmKinds.CaseOpen, $"pay{i}", "x", Start).Should().BeTrue();
        book.Raise(AlarmKinds.CaseOpen, "pay10", "x", Start).Should().BeNull();
        book.Raise(AlarmKinds.CaseOpen, "pay9", new string('x', 9000), Start).Should().BeFalse();
        book.Open.Should().HaveCount(10).And.OnlyContain(e => e.Reason.Length <= 500);

        for (var i = 0; i < 500; i++)
        {
            book.Resolve("case-open", i == 0 ? "pay0" : $"more{i - 1}", Start);
            book.Due(Start.AddHours(i).AddMinutes(5));
            book.Due(Start.AddHours(i).AddMinutes(5));
            book.Raise(AlarmKinds.CaseOpen, $"more{i}", "x", Start.AddHours(i)).Should().BeTrue();
        }

        book.Ended.Should().HaveCount(200);
    }

    [Fact]
    public void Seeing_that_it_lasts_costs_no_write()
    {
        _book.Raise(AlarmKinds.AllDown, "m", "x", Start);
        _book.Save();
        _book.Raise(AlarmKinds.AllDown, "m", "x", At(1), counts: false);
        _book.IsDirty.Should().BeFalse();
        _book.Open.Single().Should().Match<AlarmEntry>(e => e.Count == 1 && e.LastSeen == At(1));
    }

    private static DateTimeOffset At(int seconds) => Start.AddSeconds(seconds);

    private List<string> Told(DateTimeOffset now)
    {
        var due = _book.Due(now);
        foreach (var (entry, _) in due) _book.Taken(entry);
        return [.. due.Select(d => $"{d.Entry.Kind} {d.Entry.Subject} {d.News}")];
    }
}
