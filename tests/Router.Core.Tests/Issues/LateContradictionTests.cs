using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Tests.Cases;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Issues;

/// What a channel says after all seemed settled, and nobody would have heard.
public sealed class LateContradictionTests
{
    [Fact]
    public void A_payment_that_went_back_and_that_queries_keep_calling_paid_is_a_case() => World.Run(async engine =>
    {
        var (order, number) = await ReversedAsync(engine);
        engine.A.Query.Always = (_, _) => Task.FromResult(Paid(order, number));
        await engine.NotifyPaidAsync(number);
        (await engine.OrderAsync(order.Id)).Should().Match<PaymentOrder>(o => o.Cases.Count == 0 && o.DueAt == engine.Now.AddMinutes(2), "it may be an old word");
        await engine.RecoverAsync(TimeSpan.FromMinutes(4));
        engine.A.Count("query").Should().BeInRange(2, 10, "two make it a case, which is then asked about by schedule");
        (await engine.OrderAsync(order.Id)).Should().Match<PaymentOrder>(o => o.State == PaymentState.Closed && o.HasOpen("reverse-contradicted", number));
        await engine.RecoverAsync(TimeSpan.FromDays(3));
        engine.A.Count("query").Should().BeLessThan(20, "it is asked by schedule and then daily");
        engine.A.Query.Always = (_, _) => Task.FromResult(Paid(order, number) with { Status = AttemptStatus.Reversed });
        await engine.RecoverAsync(TimeSpan.FromDays(2));
        (await engine.OrderAsync(order.Id)).Should().Match<PaymentOrder>(o => o.Cases.All(c => c.ResolvedAt != null) && o.DueAt == null);
    });

    [Fact]
    public void An_old_word_that_a_payment_was_paid_is_asked_about_once_and_forgotten() => World.Run(async engine =>
    {
        var (order, number) = await ReversedAsync(engine);
        engine.A.Query.Always = (_, _) => Task.FromResult(Paid(order, number) with { Status = AttemptStatus.Reversed });
        for (var i = 0; i < 5; i++) await engine.NotifyPaidAsync(number);
        await engine.RecoverAsync(TimeSpan.FromDays(1));
        engine.A.Count("query").Should().Be(1);
        (await engine.OrderAsync(order.Id)).Should().Match<PaymentOrder>(o => o.Cases.Count == 0 && o.DueAt == null);
    });

    [Theory]
    [InlineData(AttemptStatus.Paid)]
    [InlineData(AttemptStatus.Reversed)]
    public void A_close_of_which_nobody_tells_whether_it_reversed_the_payment_becomes_a_case(AttemptStatus status) => World.Run(async engine =>
    {
        var (order, number) = await PaidBesideACloseAsync(engine);
        await engine.RecoverAsync(TimeSpan.FromDays(1));
        engine.A.Count("query").Should().BeGreaterThanOrEqualTo(8);
        (await engine.OrderAsync(order.Id)).Should().Match<PaymentOrder>(o => o.State == PaymentState.Succeeded && o.HasOpen("unresolved", number));
        (await engine.RefundAsync(order.Id, 1000)).Error.Should().NotBeNull("the close may have given it back");
        engine.A.Query.Always = (_, _) => Task.FromResult(Paid(order, number) with { Status = status });
        await engine.RecoverAsync(TimeSpan.FromDays(2));
        (await engine.OrderAsync(order.Id)).Should().Match<PaymentOrder>(o => o.Cases.All(c => c.ResolvedAt != null) && o.DueAt == null && o.RefundedMinor == (status == AttemptStatus.Paid ? 0 : 1000));
    });

    [Fact]
    public void What_two_people_settle_of_such_a_close_is_settled() => World.Run(async engine =>
    {
        var (order, _) = await PaidBesideACloseAsync(engine);
        await engine.RecoverAsync(TimeSpan.FromDays(1));
        await Desk.DecideAsync(engine, order, CaseDecision.SettledOutside);
        (await engine.OrderAsync(order.Id)).Should().Match<PaymentOrder>(o => o.Cases.All(c => c.ResolvedAt != null) && o.DueAt == null);
        (await engine.RefundAsync(order.Id, 1000)).Error.Should().BeNull();
    });

    [Fact]
    public void A_refund_that_never_arrived_is_sent_again_at_once() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then(RefundResult.Unknown("reset", "the request was lost"));
        await engine.RefundAsync(order.Id, 1000);
        await engine.RecoverAsync(TimeSpan.FromMinutes(11));
        engine.A.RefundRequests.Select(r => r.RefundNumber).Distinct().Should().ContainSingle();
        (await engine.Store.RefundsOfAsync(order.Id)).Should().ContainSingle(r => r.State == RefundState.Succeeded && r.SendCount == 2);
    });

    [Fact]
    public void A_refund_that_cannot_leave_goes_on_by_schedule() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then(RefundResult.Unknown("reset", "the request was lost"));
        engine.A.Refund.Always = (_, _) => Task.FromResult(RefundResult.Of(RefundOutcome.NotSent, new(FaultStage.BeforeSend, FaultBlame.Network, "refused", "refused")));
        await engine.RefundAsync(order.Id, 1000);
        await engine.RecoverAsync(TimeSpan.FromMinutes(11));
        engine.A.RefundRequests.Should().HaveCount(2);
        await engine.RecoverAsync(TimeSpan.FromMinutes(25));
        engine.A.RefundRequests.Should().HaveCount(3);
    });

    [Fact]
    public void A_notification_about_what_the_store_does_not_have_is_an_alarm_and_not_acknowledged() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var answer = await engine.NotifyPaidAsync("t-archived");
        answer.Error!.Status.Should().Be(404);
        answer.Reply!.StatusCode.Should().NotBe(200, "the channel has to repeat it");
        engine.Alarms.Heard.Should().Equal("+unknown-notification a");
        await engine.NotifyPaidAsync(order.LiveAttempt!.Number);
        engine.Alarms.Heard.Should().HaveCount(1);
    });

    private static QueryResult Paid(PaymentOrder order, string number) =>
        new() { Status = AttemptStatus.Paid, Captured = order.Terms.Amount, ChannelTransactionId = "tx-" + number };

    private static async Task<(PaymentOrder Order, string Number)> ReversedAsync(TestEngine engine)
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        engine.A.Close.Then(new CloseResult { Outcome = CloseOutcome.Reversed, Reversed = order.Terms.Amount, ChannelTransactionId = "tx-" + number });
        order = (await engine.Router.CloseAsync(order.Id)).Payment!;
        order.Attempts[0].State.Should().Be(AttemptState.Reversed);
        return (order, number);
    }

    private static async Task<(PaymentOrder Order, string Number)> PaidBesideACloseAsync(TestEngine engine)
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        engine.A.Close.Then(CloseResult.Unknown("timeout", "the request is still on its way"));
        engine.A.Query.Then(Paid(order, number));
        engine.A.Query.Always = (_, _) => Task.FromResult(QueryResult.Unknown("5xx", "5xx"));
        order = (await engine.Router.CloseAsync(order.Id)).Payment!;
        order.State.Should().Be(PaymentState.Succeeded);
        return (order, number);
    }
}
