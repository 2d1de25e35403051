using Router.Abstractions;
using Router.Core.Bills;
using Router.Core.Orders;
using Router.Core.Tests.Cases;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Bills;

/// Money that a bill shows on its way back, or under a second payment, and what that leaves undecided.
public class BillBackTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_captured_line_makes_no_success_before_the_next_days_bill_is_complete() => World.Run(async engine =>
    {
        var (bill, order) = await CapturedThereAsync(engine);
        bill.NotReady.Add(Bill.Today.AddDays(1));
        await StaysAsync(engine, bill, order);
        bill.NotReady.Clear();
        await bill.ReconcileAsync(by: "anna");
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void A_captured_line_makes_no_success_where_money_went_back_by_any_name() => World.Run(async engine =>
    {
        var (bill, order) = await CapturedThereAsync(engine);
        var back = bill.Lines[0].Line with { Kind = BillLineKind.Refund, RefundNumber = "console-1" };
        foreach (var (line, day) in new[] { (back, 0), (back, 1), (back with { AttemptNumber = "" }, 0), (back with { RefundNumber = null }, 2), (back with { RefundNumber = null, AttemptNumber = "" }, 1) })
        {
            bill.Add(line, day);
            await StaysAsync(engine, bill, order);
            bill.Lines.RemoveAt(1);
        }
    });

    [Fact]
    public void What_the_channels_own_query_says_comes_before_its_bill() => World.Run(async engine =>
    {
        var (bill, order) = await CapturedThereAsync(engine);
        engine.A.Query.Always = (_, _) => Task.FromResult(new QueryResult { Status = AttemptStatus.Pending });
        await StaysAsync(engine, bill, order);
        engine.A.Query.Always = (_, _) => Task.FromResult(new QueryResult { Status = AttemptStatus.Reversed, Captured = order.Terms.Amount, ChannelTransactionId = "tx" });
        await bill.ReconcileAsync(by: "anna");
        (await engine.OrderAsync(order.Id)).Attempts[0].State.Should().Be(AttemptState.Reversed);
    });

    [Theory]
    [InlineData("console-1", true)]
    [InlineData("console-1", false)]
    [InlineData(null, true)]
    public void Money_back_that_nobody_here_ordered_is_a_case_and_blocks_refunds(string? refund, bool isNamed) => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var order = await bill.KnownAsync();
        bill.Add(bill.Lines[0].Line with
        {
            Kind = BillLineKind.Refund,
            RefundNumber = refund,
            AttemptNumber = isNamed ? order.Attempts[0].Number : "",
            Amount = new Money(300, Currency.CNY),
        });
        engine.Clock.AdvanceTo(s_noon.AddDays(2));
        (await bill.ReconcileAsync()).Differences.Should().ContainSingle().Which.Should().Match<BillDifference>(
            d => d.Kind == DifferenceKind.RefundedThere && d.PaymentId == order.Id && d.Done == null);
        (await engine.OrderAsync(order.Id)).Cases.Should().BeEmpty();
        await bill.ReconcileAsync(by: "anna");
        await bill.ReconcileAsync(by: "anna");
        order = await engine.OrderAsync(order.Id);
        order.Cases.Should().ContainSingle().Which.Kind.Should().Be("reversed-beside-refunds");
        (await engine.RefundAsync(order.Id, 1000)).Error.Should().NotBeNull();

        await Desk.DecideAsync(engine, order, CaseDecision.SettledOutside);
        await bill.ReconcileAsync(by: "anna");
        (await engine.OrderAsync(order.Id)).HasOpenCase.Should().BeFalse("people have decided about this line");
    });

    [Fact]
    public void A_third_transaction_id_is_a_case_after_people_decided_about_two() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var order = await bill.KnownAsync();
        bill.Add(bill.Lines[0].Line with { ChannelTransactionId = "tx-2" });
        engine.Clock.AdvanceTo(s_noon.AddDays(2));
        await bill.ReconcileAsync(by: "anna");
        await Desk.DecideAsync(engine, await engine.OrderAsync(order.Id), CaseDecision.SettledOutside);
        await bill.ReconcileAsync(by: "anna");
        (await engine.OrderAsync(order.Id)).HasOpenCase.Should().BeFalse();
        bill.Add(bill.Lines[0].Line with { ChannelTransactionId = "tx-3" });
        await bill.ReconcileAsync(by: "anna");
        (await engine.OrderAsync(order.Id)).Cases.Should().Contain(c => c.ResolvedAt == null && c.Detail.Contains("tx-3"));
    });

    private static async Task<(Bill Bill, PaymentOrder Order)> CapturedThereAsync(TestEngine engine)
    {
        var bill = new Bill(engine);
        var order = await Desk.UnresolvedAsync(engine);
        bill.Add(Bill.Of(order.Attempts[0]));
        return (bill, order);
    }

    private static async Task StaysAsync(TestEngine engine, Bill bill, PaymentOrder order)
    {
        (await bill.ReconcileAsync(by: "anna")).Differences.Should().Contain(d => d.Kind == DifferenceKind.CapturedThere && d.Done == null);
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Suspense);
    }
}
