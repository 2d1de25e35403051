using Router.Abstractions;
using Router.Core.Cases;
using Router.Core.Orders;
using Router.Core.Tests.Cases;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Payments;

/// One transaction of a channel pays one payment: an answer that names another payment's is not believed.
public class TransactionTakenTests
{
    private const string Kind = "transaction-taken";

    [Fact]
    public void A_payment_that_is_said_to_be_paid_by_anothers_transaction_is_a_case_and_is_tried_nowhere_else() => World.Run(async engine =>
    {
        var (first, second) = await TwoAsync(engine, isPaid: false);
        second.State.Should().Be(PaymentState.Suspense);
        second.Cases.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Kind, AttemptNumber = second.Attempts[0].Number });
        await engine.RecoverAsync(TimeSpan.FromDays(1));
        (await engine.OrderAsync(second.Id)).WinningAttempt.Should().BeNull();
        (await engine.OrderAsync(first.Id)).State.Should().Be(PaymentState.Succeeded);
        engine.A.Count("pay").Should().Be(2);
        engine.B.Calls.Should().BeEmpty();
        (await engine.MessagesAsync(second.Id)).Should().NotContain("payment.succeeded").And.NotContain("payment.failed");
    });

    [Fact]
    public void A_query_that_names_its_own_transaction_ends_the_case() => World.Run(async engine =>
    {
        var (_, second) = await TwoAsync(engine, isPaid: true);
        await engine.RecoverAsync(TimeSpan.FromDays(1));
        second = await engine.OrderAsync(second.Id);
        second.State.Should().Be(PaymentState.Succeeded);
        second.Cases.Should().OnlyContain(c => c.ResolvedAt != null);
    });

    [Fact]
    public void People_can_name_its_own_transaction_but_not_the_one_that_is_taken() => World.Run(async engine =>
    {
        var (first, second) = await TwoAsync(engine, isPaid: false);
        await engine.RecoverAsync(TimeSpan.FromMinutes(1));
        var taken = first.Attempts[0].ChannelTransactionId!;
        (await Desk.ProposeAsync(engine, second, CaseDecision.Paid, transaction: taken)).Error.Should().BeNull();
        (await Desk.ApproveAsync(engine, second)).Error!.Message.Should().Contain("has paid another payment");
        (await engine.OrderAsync(second.Id)).State.Should().Be(PaymentState.Suspense);

        (await Desk.ProposeAsync(engine, second, CaseDecision.Paid, transaction: "its-own")).Error.Should().BeNull();
        (await Desk.ApproveAsync(engine, second, proposal: 2)).Error.Should().BeNull();
        (await engine.OrderAsync(second.Id)).State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void A_notification_that_names_anothers_transaction_is_kept_as_a_case_before_it_is_acknowledged() => World.Run(async engine =>
    {
        var first = (await engine.PayAsync("o1")).Payment!;
        var second = await engine.PendingAsync("o2");
        var told = await engine.NotifyPaidAsync(second.Attempts[0].Number, second.Terms.Amount, transaction: first.Attempts[0].ChannelTransactionId);
        told.Error.Should().BeNull();
        second = await engine.OrderAsync(second.Id);
        (second.State, second.Cases.Single().Kind).Should().Be((PaymentState.Suspense, Kind));
        second.LiveAttempt!.NextQueryAt.Should().BeAfter(engine.Now);
    });

    [Fact]
    public void A_late_capture_under_anothers_transaction_gives_nothing_back() => World.Run(async engine =>
    {
        var first = (await engine.PayAsync("o1")).Payment!;
        var second = await engine.PendingAsync("o2");
        (await engine.Router.CloseAsync(second.Id)).Payment!.State.Should().Be(PaymentState.Closed);
        await engine.NotifyPaidAsync(second.Attempts[0].Number, second.Terms.Amount, transaction: first.Attempts[0].ChannelTransactionId);
        await engine.RecoverAsync(TimeSpan.FromDays(1));
        second = await engine.OrderAsync(second.Id);
        (second.State, second.Cases.Single().Kind).Should().Be((PaymentState.Closed, Kind));
        engine.A.Count("refund").Should().Be(0);
    });

    // The channel answers the second pay call with the first one's transaction, and every query too unless it keeps true books.
    private static async Task<(PaymentOrder First, PaymentOrder Second)> TwoAsync(TestEngine engine, bool isPaid)
    {
        var first = (await engine.PayAsync("o1")).Payment!;
        var taken = first.Attempts[0].ChannelTransactionId!;
        engine.A.Pay.Then((request, _) =>
        {
            if (isPaid) engine.A.Ledger.Capture(request.AttemptNumber, request.Amount);
            return Task.FromResult(ChannelResult.Succeeded(taken, request.Amount, engine.Now));
        });
        if (!isPaid)
            engine.A.Query.Always = (request, _) => Task.FromResult(new QueryResult { Status = AttemptStatus.Paid, Captured = request.Amount, ChannelTransactionId = taken });
        return (first, (await engine.PayAsync("o2")).Payment!);
    }
}
