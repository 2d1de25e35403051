using Router.Abstractions;
using Router.Core.Bills;
using Router.Core.Orders;
using Router.Core.Tests.Routing;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Bills;

/// When bills end an attempt of which nobody knows, and why not, in the words that people read.
public class AbsenceRuleTests
{
    private static readonly DateTimeOffset s_sent = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly s_day = new(2026, 3, 2);
    private static readonly MethodManifest s_method = Fixture.Method("wechat.native") with { InFlightGrace = TimeSpan.FromSeconds(30), NotFoundGrace = TimeSpan.FromMinutes(2) };

    private static readonly Attempt s_attempt = OrderSamples.Attempt("A1", state: AttemptState.Unknown) with
    {
        RequestTime = s_sent,
        Deadline = s_sent.AddSeconds(10),
        ExpiresAt = s_sent.AddMinutes(30),
        Action = null,
    };

    [Theory]
    [InlineData(AttemptState.Unknown, PaymentState.InDoubt, "", true)]
    [InlineData(AttemptState.Unknown, PaymentState.Paying, "", false)]
    [InlineData(AttemptState.Pending, PaymentState.InDoubt, "", false)]
    [InlineData(AttemptState.Captured, PaymentState.InDoubt, "", false)]
    [InlineData(AttemptState.Sending, PaymentState.InDoubt, "unresolved", false)]
    [InlineData(AttemptState.Unknown, PaymentState.Suspense, "unresolved", true)]
    [InlineData(AttemptState.Pending, PaymentState.Suspense, "unresolved", true)]
    [InlineData(AttemptState.Unknown, PaymentState.InDoubt, "amount-mismatch", false)]
    [InlineData(AttemptState.Unknown, PaymentState.InDoubt, "unresolved amount-mismatch", false)]
    [InlineData(AttemptState.Unknown, PaymentState.Suspense, "resolved", false)]
    [InlineData(AttemptState.Unknown, PaymentState.InDoubt, "resolved", true)]
    [InlineData(AttemptState.Unknown, PaymentState.Suspense, "elsewhere", false)]
    public void A_question_that_bills_may_answer(AttemptState attempt, PaymentState order, string cases, bool isOpen)
    {
        var payment = OrderSamples.Payment(1) with
        {
            State = order,
            Cases = [.. cases.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(kind => kind switch
            {
                "resolved" => new SuspenseCase("amount-mismatch", "A1", "d", s_sent, s_sent),
                "elsewhere" => new SuspenseCase("unresolved", "A2", "d", s_sent),
                _ => new SuspenseCase(kind, "A1", "d", s_sent),
            })],
        };
        AbsenceRule.IsOpen(payment, s_attempt with { State = attempt }).Should().Be(isOpen);
    }

    [Fact]
    public void It_is_looked_for_from_the_day_before_it_was_sent_to_the_day_after_it_ended()
    {
        var ends = s_sent.AddMinutes(32);
        Days(s_attempt, ends).Should().Be("2026-03-01 2026-03-03 ");
        Days(s_attempt, ends.AddTicks(-1)).Should().Be("- It can still be paid until 2026-03-02T12:32:00.0000000+00:00.");
        Days(s_attempt with { Deadline = s_sent.AddHours(1) }, s_sent.AddHours(1)).Should().Be("- It can still be paid until 2026-03-02T13:02:30.0000000+00:00.");
        var step = s_attempt with { Continuation = new("k", s_sent.AddHours(2), true, null) };
        Days(step, s_sent.AddHours(2)).Should().Be("- It can still be paid until 2026-03-02T14:02:30.0000000+00:00.");
        Days(s_attempt with { Continuation = new("k", s_sent, true, null) }, ends).Should().Be("2026-03-01 2026-03-03 ");
        Days(s_attempt with { PayableUntil = s_sent.AddDays(28) }, s_sent.AddDays(40)).Should().Be("2026-03-01 2026-03-31 ");
        Days(s_attempt with { PayableUntil = s_sent.AddDays(29) }, s_sent.AddDays(40)).Should().Be("- It could be paid for more than 29 days.");
    }

    [Fact]
    public void Some_are_never_ended_by_bills()
    {
        var later = s_sent.AddDays(9);
        Days(s_attempt with { Method = "gone.qr" }, later).Should().Be("- The channel's manifest does not name gone.qr any more, so nobody knows until when it can be paid.");
        Days(s_attempt, later, s_method with { ActionExpires = false }).Should().Be("- An action of wechat.native never expires; it can be paid on any day.");
        Days(s_attempt with { State = AttemptState.Pending }, later).Should().Be("- The channel's last word is that it is live; it may book it on a later day.");
        Days(s_attempt with { ToldPaid = true }, later).Should().Be("- The channel answered a close with \"already paid\".");
    }

    [Fact]
    public void A_days_bill_is_doubted_where_it_is_not_whole_or_names_it_or_anybody()
    {
        AbsenceRule.Doubt(new BillDay(s_day, BillDayState.Unfinished, [], "It is early."), "A1").Should().Be("The bill of 2026-03-02 is not complete: It is early.");
        AbsenceRule.Doubt(new BillDay(s_day, BillDayState.Complete, [Line("A1")], null), "A1").Should().Be("The bill of 2026-03-02 has a line of it.");
        AbsenceRule.Doubt(new BillDay(s_day, BillDayState.Complete, [Line("")], null), "A1").Should().Be("The bill of 2026-03-02 has a line that may be anybody's.");
        AbsenceRule.Doubt(new BillDay(s_day, BillDayState.Complete, [Line("A2")], null), "A1").Should().BeNull();
    }

    [Fact]
    public void A_comparison_is_doubted_where_it_shows_that_the_bill_is_not_to_be_trusted()
    {
        Doubt().Should().BeNull();
        Doubt(waiting: 1).Should().Be("The bill of 2026-03-02 lacks what was booked here on that day, and a later one is not complete.");
        foreach (var kind in Enum.GetValues<DifferenceKind>())
        {
            var spoils = kind is DifferenceKind.CapturedHere or DifferenceKind.RefundedHere or DifferenceKind.WrongAccount;
            Doubt(0, new BillDifference(kind, s_day, "A7", null, null, "")).Should().Be(spoils ? $"The bill of 2026-03-02 is not to be trusted: {kind} of A7." : null);
        }

        var nobodys = new BillDifference(DifferenceKind.UnknownNumber, s_day, "A8", null, new("Payment", s_attempt.SentAmount), "");
        Doubt(0, nobodys).Should().Be("The bill of 2026-03-02 has A8, which is nobody's and of the same amount.");
        Doubt(0, nobodys with { Theirs = new("Refund", s_attempt.SentAmount) }).Should().BeNull();
        Doubt(0, nobodys with { Theirs = new("Payment", new Money(999, Currency.CNY)) }).Should().BeNull();
        Doubt(0, nobodys with { Kind = DifferenceKind.Amount }).Should().BeNull();
        var many = Enumerable.Repeat(nobodys with { Theirs = null }, BillFindings.MaxListed);
        Doubt(0, [.. many]).Should().BeNull();
        Doubt(0, [.. many, nobodys]).Should().Be("The bill of 2026-03-02 differs in too much.");

        static string? Doubt(long waiting = 0, params BillDifference[] differences)
        {
            var found = new BillFindings(new("a", s_day, s_day), "") { Waiting = waiting };
            foreach (var difference in differences) found.Add(difference);
            return AbsenceRule.Doubt(s_day, found, s_attempt);
        }
    }

    private static string Days(Attempt attempt, DateTimeOffset now, MethodManifest? method = null)
    {
        var channel = Fixture.Channel("sim", method ?? s_method) with { Bills = new BillManifest(new(9, 0), new(0, 0)) };
        var catalog = new Router.Core.Accounts.Catalog([Fixture.Account("acct-a")], [channel], "c");
        var days = AbsenceRule.Days(attempt, catalog, BillCalendar.Of(channel)!, now, out var why);
        return days is var (first, last) ? $"{first:yyyy-MM-dd} {last:yyyy-MM-dd} {why}" : $"- {why}";
    }

    private static BillLine Line(string attempt) => new()
    {
        Kind = BillLineKind.Payment,
        AttemptNumber = attempt,
        ChannelTransactionId = "tx",
        Amount = new(1000, Currency.CNY),
        BookedAt = s_sent,
    };
}
