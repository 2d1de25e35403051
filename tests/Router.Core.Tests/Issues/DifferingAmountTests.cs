using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Tests.Cases;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Issues;

/// An amount that is told later and is another than the known one leaves a trace, whichever door it came by.
public class DifferingAmountTests
{
    private static readonly Money s_other = new(999, Currency.CNY);

    [Theory]
    [InlineData(999, "CNY")]
    [InlineData(1000, "USD")]
    public void Another_amount_of_the_winner_is_asked_about_and_dropped_only_when_the_query_denies_it(long minor, string currency) => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        var other = new Money(minor, Currency.Parse(currency));
        for (var i = 0; i < 3; i++) (await engine.NotifyPaidAsync(order.WinningAttempt!, other)).Error.Should().BeNull();
        engine.A.Count("query").Should().Be(3);
        order = await engine.OrderAsync(order.Id);
        order.State.Should().Be(PaymentState.Succeeded);
        order.Cases.Should().ContainSingle("a repeated lie is asked about, and no case again").Which.Resolution.Should().Be("confirmed by the channel");
        (await engine.RefundAsync(order.Id, 1000)).Refund!.State.Should().Be(RefundState.Succeeded);
    });

    [Fact]
    public void Another_amount_that_the_query_confirms_stays_a_case_and_stops_refunds() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        Says(engine, s_other);
        await engine.NotifyPaidAsync(order.WinningAttempt!, s_other);
        order = await engine.OrderAsync(order.Id);
        order.State.Should().Be(PaymentState.Succeeded, "a final state never changes");
        order.Cases.Should().ContainSingle(c => c.Kind == "amount-mismatch" && c.ResolvedAt == null);
        (await engine.RefundAsync(order.Id, 1)).Error.Should().NotBeNull();
        await Desk.DecideAsync(engine, order, CaseDecision.SettledOutside);
        await engine.NotifyPaidAsync(order.WinningAttempt!, s_other);
        (await engine.RecoverAsync(TimeSpan.FromDays(30))).Should().BeLessThan(20);
        (await engine.OrderAsync(order.Id)).HasOpenCase.Should().BeFalse("people have answered this very question");
    });

    [Fact]
    public void A_query_nobody_asked_for_that_gives_the_winner_another_amount_is_a_case() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        Says(engine, s_other);
        await Ask(engine, order);
        (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle(c => c.Kind == "amount-mismatch" && c.ResolvedAt == null);
    });

    [Fact]
    public void A_pay_answer_with_the_right_amount_after_a_notification_with_a_wrong_one_waits_for_a_query() => World.Run(async engine =>
    {
        engine.A.Query.Always = (_, _) => Task.FromResult(QueryResult.Unknown("5xx", "5xx"));
        engine.A.Pay.Then(async (r, _) =>
        {
            await engine.NotifyPaidAsync(r.AttemptNumber, s_other);
            engine.A.Ledger.Capture(r.AttemptNumber, r.Amount);
            return ChannelResult.Succeeded("tx-" + r.AttemptNumber, r.Amount);
        });
        var order = (await engine.PayAsync()).Payment!;
        order.State.Should().Be(PaymentState.Suspense, "two amounts were told");
        engine.A.Query.Always = null;
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        order = await engine.OrderAsync(order.Id);
        order.State.Should().Be(PaymentState.Succeeded);
        order.HasOpenCase.Should().BeFalse();
    });

    [Fact]
    public void A_wrong_amount_is_asked_about_by_the_schedule_and_then_daily() => World.Run(async engine =>
    {
        engine.A.Pay.Then((r, _) => Task.FromResult(ChannelResult.Succeeded("tx-" + r.AttemptNumber, s_other)));
        Says(engine, s_other);
        var order = (await engine.PayAsync()).Payment!;
        await engine.RecoverAsync(TimeSpan.FromHours(2));
        var first = engine.A.Count("query");
        first.Should().BeInRange(3, 20, "the method's schedule comes first");
        await engine.RecoverAsync(TimeSpan.FromDays(10));
        (engine.A.Count("query") - first).Should().BeInRange(9, 11, "then it is asked daily");
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Suspense);
        engine.A.Query.Always = null;
        engine.A.Ledger.Capture(order.Attempts[0].Number, order.Terms.Amount);
        await engine.RecoverAsync(TimeSpan.FromDays(1));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void A_wrong_amount_told_of_a_closed_attempt_is_asked_about_until_somebody_knows() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        await engine.Router.CloseAsync(order.Id);
        engine.A.Query.Always = (_, _) => Task.FromResult(QueryResult.Unknown("5xx", "5xx"));
        await engine.NotifyPaidAsync(number, s_other);
        (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle(c => c.Kind == "amount-mismatch" && c.ResolvedAt == null);
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        engine.A.Query.Always = null;
        engine.A.Ledger.Capture(number, order.Terms.Amount);
        await engine.RecoverAsync(TimeSpan.FromDays(2));
        engine.A.Ledger.NetMinor.Should().Be(0, "the query says the right amount, and the closed order cannot use it");
        (await engine.OrderAsync(order.Id)).HasOpenCase.Should().BeFalse();
    });

    [Theory]
    [InlineData(700)]
    [InlineData(1300)]
    public void An_orphan_goes_back_in_the_amount_that_the_channels_own_books_have(long minor) => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        await engine.Router.CloseAsync(order.Id);
        engine.A.Ledger.Capture(number, new Money(minor, Currency.CNY));
        await engine.NotifyPaidAsync(number, order.Terms.Amount);
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        engine.A.Ledger.Refunds.Should().ContainSingle().Which.Value.Minor.Should().Be(minor);
        engine.A.Ledger.NetMinor.Should().Be(0);
    });

    [Fact]
    public void An_orphan_that_has_gone_back_and_is_given_another_amount_is_a_case() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        await engine.Router.CloseAsync(order.Id);
        engine.A.Ledger.Capture(number, order.Terms.Amount);
        await engine.NotifyPaidAsync(number);
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        Says(engine, new Money(1300, Currency.CNY));
        await engine.NotifyPaidAsync(number, new Money(1300, Currency.CNY));
        await engine.RecoverAsync(TimeSpan.FromDays(2));
        engine.A.Ledger.Refunds.Should().ContainSingle();
        order = await engine.OrderAsync(order.Id);
        order.Cases.Should().ContainSingle(c => c.Kind == "amount-mismatch" && c.ResolvedAt == null);
        await Desk.DecideAsync(engine, order, CaseDecision.SettledOutside);
    });

    [Fact]
    public void Two_transactions_that_people_settled_are_not_asked_again_a_third_is() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        await engine.NotifyPaidAsync(order.WinningAttempt!, transaction: "another");
        await Desk.DecideAsync(engine, order, CaseDecision.SettledOutside);
        await engine.NotifyPaidAsync(order.WinningAttempt!, transaction: "another");
        (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle("these two have been settled");
        await engine.NotifyPaidAsync(order.WinningAttempt!, transaction: "third");
        (await engine.OrderAsync(order.Id)).Cases.Should().HaveCount(2).And.ContainSingle(c => c.ResolvedAt == null && c.Detail.Contains("third"));
    });

    private static void Says(TestEngine engine, Money amount) => engine.A.Query.Always = (q, _) => Task.FromResult(new QueryResult
    {
        Status = AttemptStatus.Paid,
        Captured = amount,
        ChannelTransactionId = "tx-" + q.AttemptNumber,
    });

    private static async Task Ask(TestEngine engine, PaymentOrder order) =>
        await engine.Writer.UpdateAsync(order.Id, current => MergeTable.Apply(current, new()
        {
            AttemptNumber = current.WinningAttempt!,
            Source = EvidenceSource.Query,
            Kind = EvidenceKind.Captured,
            At = engine.Now,
            Amount = s_other,
            TransactionId = current.FindAttempt(current.WinningAttempt!)!.ChannelTransactionId,
        }));
}
