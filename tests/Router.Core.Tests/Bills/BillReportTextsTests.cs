using Router.Abstractions;
using Router.Core.Bills;
using Router.Core.Orders;
using Router.Core.Tests.Cases;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Bills;

/// Differences as they are reported, whole: both sides, the payment, what is advised and what was done.
public class BillReportTextsTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_line_that_is_nobodys_and_one_that_cannot_be_read() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var attempt = (await bill.KnownAsync()).Attempts[0];
        bill.Add(Bill.Of(attempt) with { AttemptNumber = "for\neign", ChannelTransactionId = "t\t1", Amount = new Money(5, Currency.USD) });
        bill.Add(Bill.Of(attempt) with { AttemptNumber = "odd", BookedAt = s_noon.AddDays(9) });
        engine.Clock.AdvanceTo(s_noon.AddDays(3));
        (await bill.ReconcileAsync()).Differences.Should().Equal(
            new BillDifference(
                DifferenceKind.UnknownNumber, Bill.Today, "for?eign", null, new("Payment", new(5, Currency.USD), "t?1", s_noon, "a"),
                "Ask who else uses this account; where it can be an archived payment, compare again with its archive file."),
            new BillDifference(
                DifferenceKind.Unreadable, Bill.Today, "odd", null, new("it was booked at 2026-03-11T12:00:00.0000000+00:00, far from its day"), "Look at the bill itself; the line proves nothing."));
    });

    [Fact]
    public void A_payment_of_another_amount_and_fee() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var order = (await engine.PayAsync()).Payment!;
        var attempt = order.Attempts[0];
        bill.Add(Bill.Of(attempt) with { Amount = new Money(999, Currency.CNY), Fee = new Money(7, Currency.CNY) });
        engine.Clock.AdvanceTo(s_noon.AddDays(3));
        var report = await bill.ReconcileAsync();
        report.Differences.Should().Equal(new BillDifference(
            DifferenceKind.Amount, Bill.Today, attempt.Number, new("Captured", new(1000, Currency.CNY), attempt.ChannelTransactionId, attempt.PaidAt, "a"),
            new("Payment", new(999, Currency.CNY), attempt.ChannelTransactionId, attempt.PaidAt ?? attempt.RequestTime, "a"), "Ask the channel which amount was taken.", order.Id));
        report.OtherFees.Should().Equal(new OtherFee(attempt.Number, attempt.FeeMinor, 7));
        (report.OtherFeeCount, report.Matched).Should().Be((1, 0));
    });

    [Fact]
    public void What_is_in_no_bill() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var order = (await engine.PayAsync()).Payment!;
        var attempt = order.Attempts[0];
        var refund = (await engine.RefundAsync(order.Id, 300)).Refund!;
        engine.Clock.AdvanceTo(s_noon.AddDays(3));
        (await bill.ReconcileAsync()).Differences.Should().Equal(
            new BillDifference(
                DifferenceKind.CapturedHere, Bill.Today, attempt.Number, new("Captured", new(1000, Currency.CNY), attempt.ChannelTransactionId, attempt.PaidAt, "a"), null,
                "Ask the channel why it is not booked; applying opens a case.", order.Id),
            new BillDifference(
                DifferenceKind.RefundedHere, Bill.Today, refund.RefundNumber, new("Succeeded", new(300, Currency.CNY), null, refund.RefundedAt, "a"), null,
                "Ask the channel whether the buyer has the money.", order.Id, refund.Id));

        (await bill.ReconcileAsync(by: "anna")).Differences[0].Done.Should().Be("a case not-on-the-bill was opened");
        var opened = (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle().Subject;
        (opened.Kind, opened.AttemptNumber, opened.Detail).Should().Be(("not-on-the-bill", attempt.Number, "No bill of account a from 2026-03-01 to 2026-03-03 has it."));
        await ToldAsync(engine, attempt.Number, "applied by anna: a case not-on-the-bill was opened");
        bill.Add(Bill.Of(attempt));
        await bill.ReconcileAsync(by: "bert");
        (await engine.OrderAsync(order.Id)).Cases[0].Resolution.Should().Be("on the bill of 2026-03-02, applied by bert");
    });

    [Fact]
    public void What_a_bill_ends() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var order = await Desk.UnresolvedAsync(engine);
        bill.Add(Bill.Of(order.Attempts[0]));
        var told = (await bill.ReconcileAsync(by: "anna")).Differences.Should().ContainSingle().Subject;
        (told.Kind, told.Advice, told.Done).Should().Be((
            DifferenceKind.CapturedThere, "Apply: the engine takes it as proof of capture and gives back what its order cannot use.", "the payment is Succeeded, the attempt Captured"));
        order = await engine.OrderAsync(order.Id);
        order.Cases[0].Resolution.Should().Be("on the bill of its account, applied by anna");
        await ToldAsync(engine, order.Attempts[0].Number, "applied by anna: the payment is Succeeded, the attempt Captured");
    });

    [Fact]
    public void What_the_channel_tells_when_it_is_asked_because_of_a_bill() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var order = await Desk.UnresolvedAsync(engine);
        engine.A.Query.Always = null;
        engine.A.Ledger.Capture(order.Attempts[0].Number, order.Terms.Amount);
        bill.Add(Bill.Of(order.Attempts[0]));
        (await bill.ReconcileAsync(by: "anna")).Differences.Should().ContainSingle().Which.Done.Should().Be("asked: the payment is Succeeded, the attempt Captured");
        await ToldAsync(engine, order.Attempts[0].Number, "applied by anna: asked: the payment is Succeeded, the attempt Captured");
    });

    [Fact]
    public void What_is_absent() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        await bill.KnownAsync();
        var order = await Desk.UnresolvedAsync(engine);
        var number = order.Attempts[0].Number;
        var proved = new BillAbsence(order.Id, number, Bill.Today.AddDays(-1), Bill.Today.AddDays(1), true, "No complete bill of those days has it.");
        (await bill.ReconcileAsync()).Absences.Should().Equal(proved);
        bill.NotReadyElsewhere.Add(Bill.Today);
        (await bill.ReconcileAsync()).Absences.Should().Equal(proved with
        {
            IsProved = false,
            Why = "The bill of 2026-03-02 of account b is not complete: The bill of 2026-03-02 is not ready; ask again in 01:00:00.",
        });
        bill.NotReadyElsewhere.Clear();
        bill.Elsewhere.Add(("c", Bill.Today.AddDays(1), Bill.Of(order.Attempts[0])));
        (await bill.ReconcileAsync()).Absences.Should().Equal(proved with { IsProved = false, Why = "The bill of 2026-03-03 of account c has a line of it." });
        bill.Elsewhere.Clear();
        var known = bill.Lines[0];
        bill.Lines.Clear();
        (await bill.ReconcileAsync(by: null)).Absences.Single().Why.Should().Be("The bill of 2026-03-02 is not to be trusted: CapturedHere of " + known.Line.AttemptNumber + ".");
        bill.Lines.Add(known);
        engine.A.Query.Always = (_, _) => Task.FromResult(new QueryResult { Status = AttemptStatus.Pending });
        (await bill.ReconcileAsync(by: "anna")).Absences.Should().Equal(proved with { IsProved = false, Why = "The channel, asked once more, says that it is live." });
    });

    [Fact]
    public void What_is_absent_is_ended_when_applied() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        await bill.KnownAsync();
        var order = await Desk.UnresolvedAsync(engine);
        (await bill.ReconcileAsync(by: "anna")).Absences.Single().Done.Should().Be("the payment is Closed, the attempt Closed");
        order = await engine.OrderAsync(order.Id);
        order.Cases[0].Resolution.Should().Be("on no bill from 2026-03-01 to 2026-03-03, applied by anna");
        order.Attempts[0].NextQueryAt.Should().BeAfter(engine.Now.AddDays(3).AddMinutes(-1)).And.BeOnOrBefore(engine.Now.AddDays(3), "it is asked about again");
        await ToldAsync(engine, order.Attempts[0].Number, "applied by anna: the payment is Closed, the attempt Closed");
    });

    [Fact]
    public void Money_that_nobody_here_gave_back() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var order = (await engine.PayAsync()).Payment!;
        var attempt = order.Attempts[0];
        bill.Add(Bill.Of(attempt));
        bill.Add(Bill.Of(attempt) with { Kind = BillLineKind.Refund, RefundNumber = "R\n9", Amount = new Money(300, Currency.CNY) });
        engine.Clock.AdvanceTo(s_noon.AddDays(3));
        (await bill.ReconcileAsync()).Differences.Should().ContainSingle().Which.Done.Should().BeNull();
        var told = (await bill.ReconcileAsync(by: "anna")).Differences.Should().ContainSingle().Subject;
        (told.Kind, told.Number, told.PaymentId, told.Done).Should().Be((DifferenceKind.RefundedThere, "R?9", order.Id, "a case reversed-beside-refunds was opened"));
        (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle().Which.Detail.Should().Be("On the bill of 2026-03-02: 3.00 CNY went back by refund R?9, which is not ours.");
    });

    private static async Task ToldAsync(TestEngine engine, string number, string outcome) =>
        (await engine.Store.ExchangesOfAsync(number))[^1].Should().Match<Router.Core.Store.ChannelExchange>(e => e.Operation == "bill" && e.AccountId == "a" && e.Answer == $$"""{"outcome":"{{outcome}}"}""");
}
