using Router.Abstractions;
using Router.Core.Bills;
using Router.Core.Payments;
using Router.Core.Tests.Routing;

namespace Router.Core.Tests.Bills;

public class BillShelfTests
{
    private static readonly DateOnly s_day = new(2026, 3, 2);
    private static readonly DateTimeOffset s_start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly BillCalendar s_calendar = BillCalendar.Of(Fixture.Channel() with { Bills = new BillManifest(new(9, 0), new(0, 0)) })!;

    private readonly FakeBills _bills = new();

    [Fact]
    public async Task A_day_that_has_not_begun_is_not_asked_for()
    {
        var day = await Shelf(s_start.AddTicks(-1)).DayAsync(s_day);
        (day.State, day.Why, day.Count, day.CanBeRead).Should().Be((BillDayState.NotReady, "The day ends at 2026-03-03T00:00:00.0000000+00:00.", 0, false));
        _bills.Asked.Should().BeEmpty();
        (await Shelf(s_start).DayAsync(s_day)).State.Should().Be(BillDayState.Unfinished);
        _bills.Asked.Should().Equal(s_day);
    }

    [Fact]
    public async Task A_bill_is_complete_from_the_time_that_the_channel_tells()
    {
        _bills.Answer = new([Line("A1")], null);
        var early = await Shelf(s_start.AddHours(33).AddTicks(-1)).DayAsync(s_day);
        (early.State, early.Why, early.Count, early.CanBeRead, early.IsComplete).Should().Be((BillDayState.Unfinished, "It is complete at 2026-03-03T09:00:00.0000000+00:00.", 1, true, false));
        var complete = await Shelf(s_start.AddHours(33)).DayAsync(s_day);
        (complete.State, complete.Why, complete.Count, complete.CanBeRead, complete.IsComplete).Should().Be((BillDayState.Complete, null, 1, true, true));
    }

    [Fact]
    public async Task A_bill_that_cannot_be_had_says_why()
    {
        _bills.Answer = new(null, RouterError.BillNotReady("Ask again tomorrow."));
        var waiting = await Shelf(s_start.AddDays(3)).DayAsync(s_day);
        (waiting.State, waiting.Why, waiting.CanBeRead).Should().Be((BillDayState.NotReady, "Ask again tomorrow.", false));
        _bills.Answer = new(null, RouterError.Unsupported("None."));
        var failed = await Shelf(s_start.AddDays(3)).DayAsync(s_day);
        (failed.State, failed.Why, failed.CanBeRead, failed.IsComplete).Should().Be((BillDayState.Failed, "None.", false, false));
        _bills.Answer = new(null, null);
        (await Shelf(s_start.AddDays(3)).DayAsync(s_day)).Why.Should().Be("There is no bill.");
        _bills.Answer = new([], RouterError.Unsupported("Half a bill."));
        (await Shelf(s_start.AddDays(3)).DayAsync(s_day)).Why.Should().Be("Half a bill.");
    }

    [Fact]
    public async Task A_bill_is_fetched_once_and_again_only_where_its_lines_are_wanted_and_gone()
    {
        _bills.Answer = new([Line("A1")], null);
        var shelf = Shelf(s_start.AddDays(20));
        var names = await shelf.NamesAsync(s_day);
        (names.Lines, names.HasPayment("A1"), shelf.AccountId).Should().Be((null, true, "a"));
        (await shelf.NamesAsync(s_day)).Should().BeSameAs(names);
        var day = await shelf.DayAsync(s_day);
        day.Lines.Should().HaveCount(1);
        (await shelf.DayAsync(s_day)).Should().BeSameAs(day);
        _bills.Asked.Should().Equal(s_day, s_day);
    }

    [Fact]
    public async Task Eight_days_are_kept_and_the_oldest_goes_first()
    {
        var shelf = Shelf(s_start.AddDays(40));
        for (var i = 0; i < 8; i++) await shelf.NamesAsync(s_day.AddDays(i));
        await shelf.NamesAsync(s_day);
        _bills.Asked.Should().HaveCount(8);
        await shelf.NamesAsync(s_day.AddDays(-1));
        _bills.Asked.Should().HaveCount(9);
        await shelf.NamesAsync(s_day.AddDays(1));
        await shelf.NamesAsync(s_day.AddDays(-1));
        _bills.Asked.Should().HaveCount(9, "what was fetched last stays, however old its day is");
        await shelf.NamesAsync(s_day);
        _bills.Asked.Should().HaveCount(10);
    }

    [Fact]
    public void A_day_knows_what_its_lines_name()
    {
        var day = Day(
            Line("A1"), Line("A2", BillLineKind.Refund) with { RefundNumber = "R2", ChannelTransactionId = "T2" }, Line("A3", BillLineKind.Refund) with { ChannelTransactionId = "T3" },
            Line("A4", BillLineKind.Other), Line("", BillLineKind.Refund) with { RefundNumber = "", ChannelTransactionId = "T5" });
        Facts("A1").Should().Be((true, false, false, true, false));
        Facts("A2").Should().Be((false, false, false, true, true));
        Facts("A3").Should().Be((false, false, true, true, false));
        Facts("A4").Should().Be((false, false, false, true, false));
        Facts("A9").Should().Be((false, false, false, false, false));
        day.HasRefund("R2").Should().BeTrue();
        (day.HasOtherBack("A9", "T3"), day.HasOtherBack("A3", "T3"), day.HasOtherBack("A9", "T5"), day.HasOtherBack("A9", "T9")).Should().Be((true, false, true, false));
        (day.HasStray, day.Names("")).Should().Be((false, false));

        (bool, bool, bool, bool, bool) Facts(string attempt) =>
            (day.HasPayment(attempt), day.HasRefund(attempt), day.HasReverse(attempt), day.Names(attempt), day.HasOtherBack(attempt, "T9"));
    }

    [Fact]
    public void A_payment_line_that_may_be_anybodys_is_a_stray()
    {
        Day(Line("A1"), Line("A2", BillLineKind.Refund), Line("", BillLineKind.Refund), Line("", BillLineKind.Other)).HasStray.Should().BeFalse();
        foreach (var stray in new[] { Line(""), Line(null!), null!, Line("A1") with { Amount = default }, Line("A1", (BillLineKind)9) }) Day(stray).HasStray.Should().BeTrue();
    }

    [Fact]
    public void Sums_are_kept_by_currency_and_cut_where_they_are_nonsense()
    {
        var findings = new BillFindings(new("a", s_day, s_day), "sim");
        findings.Sum(Line("A1") with { Amount = new(5, Currency.USD), Fee = new(1, Currency.USD) });
        findings.Sum(Line("A1") with { Amount = new(long.MaxValue, Currency.CNY), Fee = new(long.MinValue, Currency.CNY) });
        findings.Sum(Line("A2") with { Amount = new(long.MaxValue, Currency.CNY), Fee = new(long.MinValue, Currency.CNY) });
        findings.Sum(Line("A2", BillLineKind.Refund) with { Amount = new(7, Currency.CNY), Fee = new(9, Currency.USD) });
        findings.Sum(Line("", BillLineKind.Other) with { Amount = new(3, Currency.CNY) });
        findings.Report().Totals.Should().Equal(new BillTotal(Currency.CNY, 4, long.MaxValue, 7, long.MinValue, 3), new BillTotal(Currency.USD, 1, 5, 0, 1, 0));
    }

    [Fact]
    public void A_thousand_differences_are_listed_and_all_are_counted()
    {
        var findings = new BillFindings(new("a", s_day, s_day.AddDays(1)), "sim") { Matched = 3, Waiting = 4 };
        findings.Add(Day(Line("A1")));
        for (var i = 0; i < 1001; i++)
        {
            findings.Add(new BillDifference(DifferenceKind.Amount, s_day, $"A{i}", null, null, ""));
            findings.Add(new OtherFee($"A{i}", 1, 2));
        }

        var report = findings.Report();
        (report.AccountId, report.ChannelId, report.From, report.To, report.Matched, report.Waiting).Should().Be(("a", "sim", s_day, s_day.AddDays(1), 3, 4));
        (report.DifferenceCount, report.Differences.Count, report.OtherFeeCount, report.OtherFees.Count).Should().Be((1001, 1000, 1001, 1000));
        report.Days.Should().Equal(new BillDayReport(s_day, BillDayState.Complete, 1, null));
        (report.IsClean, (report with { DifferenceCount = 0 }).IsClean).Should().Be((false, true));
        (report with { DifferenceCount = 0, Days = [new(s_day, BillDayState.Unfinished, 0, null)] }).IsClean.Should().BeFalse();
    }

    [Fact]
    public void Near_midnight_a_line_may_stand_on_either_day()
    {
        var (payment, refund, reverse) = (Line("A1"), Line("A1", BillLineKind.Refund) with { RefundNumber = "R1" }, Line("A1", BillLineKind.Refund));
        var empty = Day();
        foreach (var line in new[] { payment, refund, reverse })
        {
            var fresh = new BillWindow(empty, Day(line), Day(line));
            (fresh.IsFirst(line), fresh.IsFirst(line)).Should().Be((true, false));
            new BillWindow(Day(line), Day(line), empty).IsFirst(line).Should().BeFalse("the day before counts");
        }

        foreach (var (before, day, after) in new[] { (1, 0, 0), (0, 1, 0), (0, 0, 1) })
        {
            BillDay Of(int has, BillLine line) => has == 1 ? Day(line) : empty;
            new BillWindow(Of(before, payment), Of(day, payment), Of(after, payment)).HasPayment("A1").Should().BeTrue();
            new BillWindow(Of(before, refund), Of(day, refund), Of(after, refund)).HasRefund("R1").Should().BeTrue();
            var window = new BillWindow(Of(before, reverse), Of(day, reverse), Of(after, reverse));
            (window.HasReverse("A1"), window.ReverseOf("A1")).Should().Be((true, before == 1 ? null : reverse));
            window = new BillWindow(Of(before, payment), Of(day, payment), Of(after, payment));
            window.PaidUnder(payment.ChannelTransactionId).Should().Be(before == 1 ? "" : "A1");
        }

        var none = new BillWindow(empty, Day(payment with { Amount = default }, refund, Line("A2")), empty);
        (none.HasPayment("A9"), none.HasRefund("A1"), none.HasReverse("A1"), none.ReverseOf("A1"), none.PaidUnder(""), none.PaidUnder("tx-A1")).Should().Be((false, false, false, null, "", ""));
    }

    private static BillDay Day(params BillLine[] lines) => new(s_day, BillDayState.Complete, lines, null);

    private static BillLine Line(string attempt, BillLineKind kind = BillLineKind.Payment) =>
        new() { Kind = kind, AttemptNumber = attempt, ChannelTransactionId = "tx-" + attempt, Amount = new(1000, Currency.CNY), BookedAt = s_start };

    private BillShelf Shelf(DateTimeOffset now) => new(_bills, "a", s_calendar, now);

    private sealed class FakeBills : IBills
    {
        public BillAnswer Answer { get; set; } = new([], null);

        public List<DateOnly> Asked { get; } = [];

        public Task<BillAnswer> FetchAsync(string accountId, DateOnly date)
        {
            accountId.Should().Be("a");
            Asked.Add(date);
            return Task.FromResult(Answer);
        }
    }
}
