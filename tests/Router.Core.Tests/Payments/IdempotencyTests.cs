using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Payments;

/// One key is one payment; one number is one payment that is open or paid.
public class IdempotencyTests
{
    [Fact]
    public void The_same_key_and_body_give_the_same_payment_in_its_present_state() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        engine.A.Ledger.Capture(order.LiveAttempt!.Number, order.Terms.Amount);
        await engine.NotifyPaidAsync(order.LiveAttempt.Number);
        var again = await engine.PayAsync();
        again.IsReplay.Should().BeTrue();
        again.Payment!.Id.Should().Be(order.Id);
        again.Payment.State.Should().Be(PaymentState.Succeeded);
        engine.A.Count("pay").Should().Be(1);
    });

    [Fact]
    public void The_same_key_with_another_body_is_refused() => World.Run(async engine =>
    {
        await engine.PayAsync(key: "k");
        (await engine.PayAsync(key: "k", amount: 1001)).Error!.Status.Should().Be(422);
        (await engine.PayAsync("o2", "k")).Error!.Status.Should().Be(422);
    });

    [Fact]
    public void A_second_caller_waits_for_the_first_and_gets_its_answer() => World.Run(async engine =>
    {
        engine.A.Pay.Then(async (r, token) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(2), engine.Clock, token);
            return ChannelResult.Succeeded("tx", r.Amount);
        });
        var first = engine.PayAsync();
        var second = await engine.PayAsync();
        second.IsReplay.Should().BeTrue();
        second.Payment!.State.Should().Be(PaymentState.Succeeded);
        (await first).Payment!.Id.Should().Be(second.Payment.Id);
        engine.A.Count("pay").Should().Be(1);
    });

    [Fact]
    public void A_second_caller_who_leaves_gets_the_payment_as_it_stands() => World.Run(async engine =>
    {
        engine.A.Pay.Then(async (r, token) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(4), engine.Clock, token);
            return ChannelResult.Succeeded("tx", r.Amount);
        });
        var first = engine.PayAsync();
        using var leaves = new CancellationTokenSource(TimeSpan.FromSeconds(1), engine.Clock);
        var second = await engine.PayAsync(token: leaves.Token);
        second.IsWorking.Should().BeTrue();
        second.Payment!.State.Should().Be(PaymentState.Paying);
        (await first).Payment!.State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void A_validation_failure_is_not_stored() => World.Run(async engine =>
    {
        (await engine.PayAsync(amount: 0)).Error!.Field.Should().Be("amount");
        (await engine.PayAsync()).Payment!.State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void A_repeat_finds_its_payment_although_the_configuration_has_changed() => World.Run(async engine =>
    {
        var command = TestEngine.Command() with { Terms = TestEngine.Terms() with { AllowedAccounts = ["a"] } };
        var order = (await engine.Router.PayAsync(command)).Payment!;
        engine.Configure(a => a.Id == "a" ? null : a);
        var again = await engine.Router.PayAsync(command);
        again.Payment!.Id.Should().Be(order.Id);
        again.IsReplay.Should().BeTrue();
    });

    [Fact]
    public void A_number_that_is_open_or_paid_is_refused_with_its_payment() => World.Run(async engine =>
    {
        var open = await engine.PendingAsync();
        var refused = await engine.PayAsync(key: "other");
        refused.Error!.Status.Should().Be(409);
        refused.Payment!.Id.Should().Be(open.Id);
        await engine.PayAsync("paid");
        (await engine.PayAsync("paid", "other2")).Error!.Status.Should().Be(409);
    });

    [Fact]
    public void A_number_of_a_failed_payment_is_free_again() => World.Run(async engine =>
    {
        engine.A.Pay.Then(ChannelResult.Declined(FaultBlame.Payer, "no", "no"));
        (await engine.PayAsync()).Payment!.State.Should().Be(PaymentState.Failed);
        (await engine.PayAsync(key: "again")).Payment!.State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void A_taken_number_is_refused_even_where_no_route_would_be_found() => World.Run(async engine =>
    {
        var paid = (await engine.PayAsync()).Payment!;
        engine.Configure(a => a with { State = Core.Accounts.AccountState.NoNewPayments });
        var second = await engine.PayAsync(key: "other");
        second.Error!.Status.Should().Be(409);
        second.Payment!.Id.Should().Be(paid.Id);
        (await engine.Store.ListPaymentsAsync(new())).Should().HaveCount(1);
    });

    [Fact]
    public void Many_callers_at_once_with_one_key_make_one_payment() => World.Run(async engine =>
    {
        engine.A.Pay.Then(async (r, token) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), engine.Clock, token);
            engine.A.Ledger.Capture(r.AttemptNumber, r.Amount);
            return ChannelResult.Succeeded("tx", r.Amount);
        });
        engine.Store.Before = _ => Task.Delay(TimeSpan.FromMilliseconds(5), engine.Clock);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => engine.PayAsync()));
        answers.Select(a => a.Payment!.Id).Distinct().Should().ContainSingle();
        answers.Should().OnlyContain(a => a.Payment!.State == PaymentState.Succeeded);
        engine.A.Ledger.NetMinor.Should().Be(1000);
    });
}
