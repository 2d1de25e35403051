using Router.Abstractions;
using Router.Core.Bills;
using Router.Core.Orders;
using Router.Core.Tests.Routing;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Bills;

/// The pure parts of a comparison: what a line can be, in what it differs, and what to do about it.
public class BillTablesTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly s_day = new(2026, 3, 2);
    private static readonly BillCalendar s_calendar = Calendar(new(9, 0), new(0, 0));

    private static readonly BillLine s_line = new()
    {
        Kind = BillLineKind.Payment,
        AttemptNumber = "A1",
        ChannelTransactionId = "T1",
        Amount = new Money(1000, Currency.CNY),
        BookedAt = s_start.AddHours(12),
    };

    [Fact]
    public void Each_difference_has_its_advice() => Enum.GetValues<DifferenceKind>().Append((DifferenceKind)99).Select(k => $"{k}: {Advice.Of(k)}").Should().Equal(
        "Unreadable: Look at the bill itself; the line proves nothing.",
        "UnknownNumber: Ask who else uses this account; where it can be an archived payment, compare again with its archive file.",
        "WrongAccount: Ask the channel to which account it belongs.",
        "CapturedThere: Apply: the engine takes it as proof of capture and gives back what its order cannot use.",
        "CapturedHere: Ask the channel why it is not booked; applying opens a case.",
        "PaidTwice: Ask the channel whether the buyer was charged twice; two transaction ids are a case when applied.",
        "Amount: Ask the channel which amount was taken.",
        "Currency: Ask the channel which currency was taken.",
        "TransactionId: Ask the channel which transaction is meant; applying opens a case.",
        "OtherDay: Compare that day too: it may be booked twice.",
        "RefundedThere: Apply: an open refund has succeeded; what nobody here asked for, ask the channel about.",
        "RefundedHere: Ask the channel whether the buyer has the money.",
        "RefundAmount: Ask the channel which amount went back.",
        "RefundedTwice: Ask the channel whether it went back twice.",
        "99: Look at it.");

    [Fact]
    public void What_a_line_cannot_be_is_told_and_its_bounds_can_be()
    {
        foreach (var good in new[]
        {
            s_line, s_line with { AttemptNumber = new string('n', 64), RefundNumber = new string('r', 64), ChannelTransactionId = new string('t', 256), Amount = new(1, Currency.JPY) },
            s_line with { AttemptNumber = "" }, s_line with { Kind = BillLineKind.Other, Amount = new(0, Currency.CNY), ChannelTransactionId = "" },
        })
            LineCheck.Fault(good).Should().BeNull();
        foreach (var (line, told) in new (BillLine?, string)[]
        {
            (null, "there is no line"), (s_line with { AttemptNumber = null! }, "a field is missing"), (s_line with { ChannelTransactionId = null! }, "a field is missing"),
            (s_line with { Kind = (BillLineKind)9 }, "its kind does not exist"), (s_line with { Amount = new(5, default) }, "it has no currency"),
            (s_line with { Amount = new(-1, Currency.CNY) }, "its amount is below zero"), (s_line with { Amount = new(0, Currency.CNY) }, "it moves nothing"),
            (s_line with { ChannelTransactionId = "" }, "it has no transaction id"), (s_line with { Kind = BillLineKind.Refund, ChannelTransactionId = new string('t', 257) }, "it has no transaction id"),
            (s_line with { AttemptNumber = new string('n', 65) }, "its number is too long"), (s_line with { RefundNumber = new string('n', 65) }, "its number is too long"),
        })
            LineCheck.Fault(line).Should().Be(told);
    }

    [Fact]
    public void A_line_is_booked_within_two_days_of_its_day()
    {
        var end = s_start.AddDays(1);
        foreach (var near in new[] { s_start.AddDays(-2), end.AddDays(2) }) LineCheck.Fault(s_line with { BookedAt = near }, s_start, end).Should().BeNull();
        LineCheck.Fault(s_line with { BookedAt = s_start.AddDays(-2).AddTicks(-1) }, s_start, end).Should().Be("it was booked at 2026-02-27T23:59:59.9999999+00:00, far from its day");
        LineCheck.Fault(s_line with { BookedAt = end.AddDays(2).AddTicks(1) }, s_start, end).Should().Be("it was booked at 2026-03-05T00:00:00.0000001+00:00, far from its day");
        LineCheck.Fault(s_line with { AttemptNumber = null!, BookedAt = default }, s_start, end).Should().Be("a field is missing");
    }

    [Fact]
    public void A_number_of_ours_is_short_and_printable_and_any_can_be_shown()
    {
        foreach (var ours in new[] { "A1", "!~", new string('n', 64) }) LineCheck.CanBeOurs(ours).Should().BeTrue(ours);
        foreach (var other in new[] { null, "", new string('n', 65), "a b", "a\u007f", "号" }) LineCheck.CanBeOurs(other).Should().BeFalse(other);
        LineCheck.Shown(null).Should().BeEmpty();
        LineCheck.Shown("号 a\nb" + '\uD800').Should().Be("号 a?b?");
        LineCheck.Shown(new string('n', 64)).Should().HaveLength(64);
        LineCheck.Shown(new string('n', 65)).Should().Be(new string('n', 64));
    }

    [Fact]
    public void A_payment_differs_in_currency_or_amount_and_in_transaction_and_day()
    {
        var attempt = Attempt(AttemptState.Captured);
        Kinds(s_line, attempt).Should().BeEmpty();
        Kinds(s_line with { Amount = new(1001, Currency.CNY) }, attempt).Should().Equal(DifferenceKind.Amount);
        Kinds(s_line with { Amount = new(1001, Currency.USD) }, attempt).Should().Equal(DifferenceKind.Currency);
        Kinds(s_line with { ChannelTransactionId = "T2" }, attempt).Should().Equal(DifferenceKind.TransactionId);
        Kinds(s_line with { ChannelTransactionId = "T2" }, attempt with { ChannelTransactionId = null }).Should().BeEmpty();
        Kinds(s_line, attempt with { Captured = new(999, Currency.CNY) }).Should().Equal(DifferenceKind.Amount);
        Kinds(s_line, attempt with { Captured = null }).Should().BeEmpty("what was sent counts then");
        foreach (var (days, differs) in new[] { (-2, true), (-1, false), (1, false), (2, true) })
            Kinds(s_line, attempt, days).Should().Equal(differs ? [DifferenceKind.OtherDay] : []);
        Kinds(s_line, attempt with { PaidAt = s_start.AddDays(5) }, 6).Should().BeEmpty("it was paid long after it was sent");
        Kinds(s_line, attempt with { PaidAt = s_start.AddDays(5) }, 7).Should().Equal(DifferenceKind.OtherDay);
        Kinds(s_line, attempt with { State = AttemptState.Reversed }, 9).Should().BeEmpty("of one that went back the day is not known");

        static IEnumerable<DifferenceKind> Kinds(BillLine line, Attempt attempt, int days = 0) => LineComparison.Payment(line, attempt, s_day.AddDays(days), s_calendar);
    }

    [Fact]
    public void A_refund_and_a_reverse_differ_in_currency_or_amount()
    {
        var refund = OrderSamples.Refund(1, "p") with { SentAmount = new(100, Currency.CNY), RequestTime = s_start, RefundedAt = s_start.AddDays(2) };
        var line = s_line with { Kind = BillLineKind.Refund, Amount = new(100, Currency.CNY) };
        LineComparison.Refund(line, refund, s_day, s_calendar).Should().BeEmpty();
        LineComparison.Refund(line with { Amount = new(101, Currency.CNY) }, refund, s_day, s_calendar).Should().Equal(DifferenceKind.RefundAmount);
        LineComparison.Refund(line with { Amount = new(101, Currency.USD) }, refund, s_day, s_calendar).Should().Equal(DifferenceKind.Currency);
        foreach (var (days, differs) in new[] { (-2, true), (-1, false), (3, false), (4, true) })
            LineComparison.Refund(line, refund, s_day.AddDays(days), s_calendar).Should().Equal(differs ? [DifferenceKind.OtherDay] : []);
        LineComparison.Refund(line, refund with { RefundedAt = null }, s_day.AddDays(2), s_calendar).Should().Equal(DifferenceKind.OtherDay);

        var attempt = Attempt(AttemptState.Reversed);
        LineComparison.Reverse(s_line, attempt).Should().BeEmpty();
        LineComparison.Reverse(s_line with { Amount = new(999, Currency.CNY) }, attempt).Should().Equal(DifferenceKind.RefundAmount);
        LineComparison.Reverse(s_line with { Amount = new(999, Currency.USD) }, attempt).Should().Equal(DifferenceKind.Currency);
        LineComparison.Reverse(s_line, attempt with { Captured = new(999, Currency.CNY) }).Should().Equal(DifferenceKind.RefundAmount);
    }

    [Fact]
    public void Our_side_is_told_in_the_words_of_a_bill()
    {
        OurSide.Of(Attempt(AttemptState.Captured)).Should().Be(new BillSide("Captured", new(1000, Currency.CNY), "T1", s_start.AddHours(12), "acct-a"));
        OurSide.Of(Attempt(AttemptState.Pending) with { Captured = null, PaidAt = null }).Should().Be(new BillSide("Pending", new(1000, Currency.CNY), "T1", null, "acct-a"));
        OurSide.Of(OrderSamples.Refund(1, "p") with { State = RefundState.Succeeded, RefundedAt = s_start }).Should().Be(new BillSide("Succeeded", new(100, Currency.CNY), null, s_start, "acct-a"));
        foreach (var state in Enum.GetValues<AttemptState>())
            OurSide.IsCaptured(Attempt(state)).Should().Be(state is AttemptState.Captured or AttemptState.Reversed);
    }

    [Theory]
    [InlineData(0, 9, "2026-03-02T00:00", "2026-03-03T00:00", "2026-03-03T09:00")]
    [InlineData(3, 9, "2026-03-02T03:00", "2026-03-03T03:00", "2026-03-03T09:00")]
    [InlineData(12, 9, "2026-03-02T12:00", "2026-03-03T12:00", "2026-03-03T12:00")]
    [InlineData(22, 9, "2026-03-01T22:00", "2026-03-02T22:00", "2026-03-03T09:00")]
    [InlineData(10, 9, "2026-03-02T10:00", "2026-03-03T10:00", "2026-03-03T10:00")]
    public void A_day_runs_from_cut_off_to_cut_off_and_its_bill_is_ready_after_its_end(int cutOff, int readyAt, string start, string end, string ready)
    {
        var calendar = Calendar(new(readyAt, 0), new(cutOff, 0));
        new[] { calendar.StartOf(s_day), calendar.EndOf(s_day), calendar.ReadyAt(s_day) }.Select(t => $"{t:yyyy-MM-dd'T'HH:mm}").Should().Equal(start, end, ready);
        calendar.DayOf(calendar.StartOf(s_day)).Should().Be(s_day);
        calendar.DayOf(calendar.StartOf(s_day).AddTicks(-1)).Should().Be(s_day.AddDays(-1));
        calendar.DayOf(calendar.EndOf(s_day).AddTicks(-1)).Should().Be(s_day);
        calendar.DayOf(calendar.EndOf(s_day)).Should().Be(s_day.AddDays(1));
    }

    [Fact]
    public void A_channels_days_are_in_its_zone_and_an_hour_that_it_leaps_over_is_the_next_one()
    {
        BillCalendar.Of(Fixture.Channel()).Should().BeNull("it has no bills");
        BillCalendar.Of(Channel(new(9, 0), new(0, 0)) with { TimeZone = "Mars/Base" }).Should().BeNull();
        var shanghai = BillCalendar.Of(Channel(new(9, 0), new(0, 0)) with { TimeZone = "Asia/Shanghai" })!;
        (shanghai.StartOf(s_day), shanghai.DayOf(s_start.AddHours(16))).Should().Be((s_start.AddHours(-8), s_day.AddDays(1)));
        var newYork = BillCalendar.Of(Channel(new(9, 0), new(2, 30)) with { TimeZone = "America/New_York" })!;
        newYork.EndOf(new(2026, 3, 7)).Should().Be(new DateTimeOffset(2026, 3, 8, 7, 30, 0, TimeSpan.Zero), "02:30 does not exist on that day");
    }

    private static Attempt Attempt(AttemptState state) => OrderSamples.Attempt("A1", state: state) with
    {
        ChannelTransactionId = "T1",
        Captured = new Money(1000, Currency.CNY),
        RequestTime = s_start.AddHours(12),
        PaidAt = s_start.AddHours(12),
    };

    private static ChannelManifest Channel(TimeOnly readyAt, TimeOnly cutOff) => Fixture.Channel() with { Bills = new BillManifest(readyAt, cutOff) };

    private static BillCalendar Calendar(TimeOnly readyAt, TimeOnly cutOff) => BillCalendar.Of(Channel(readyAt, cutOff))!;
}
