using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Orders;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Refunds;

/// Money goes back once a number, never more than came, and only where it came from.
public class RefundTests
{
    [Fact]
    public void Parts_are_refunded_up_to_the_whole() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        (await engine.RefundAsync(order.Id, 400, "r1")).Refund!.State.Should().Be(RefundState.Succeeded);
        (await engine.RefundAsync(order.Id, 600, "r2")).Refund!.State.Should().Be(RefundState.Succeeded);
        (await engine.RefundAsync(order.Id, 1, "r3")).Error!.Code.Should().Be("280307");
        order = await engine.OrderAsync(order.Id);
        order.State.Should().Be(PaymentState.Succeeded);
        order.RefundedMinor.Should().Be(1000);
        engine.A.Ledger.NetMinor.Should().Be(0);
        (await engine.MessagesAsync(order.Id)).Should().Equal("payment.succeeded", "refund.succeeded", "refund.succeeded");
        (await engine.RecoverAsync(TimeSpan.FromDays(1))).Should().BeLessThan(3);
    });

    [Fact]
    public void Many_at_once_never_hold_more_than_was_captured() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.Store.Before = _ => Task.Delay(TimeSpan.FromMilliseconds(5), engine.Clock);
        engine.A.Refund.Always = async (r, token) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), engine.Clock, token);
            engine.A.Ledger.Refund(r.RefundNumber, r.AttemptNumber, r.Amount).Should().BeTrue();
            return RefundResult.Succeeded("rf", r.Amount);
        };
        var answers = await Task.WhenAll(Enumerable.Range(0, 9).Select(i => engine.RefundAsync(order.Id, 300, $"r{i}")));
        answers.Count(a => a.Refund is { State: RefundState.Succeeded }).Should().Be(3);
        engine.A.Ledger.NetMinor.Should().Be(100);
        (await engine.OrderAsync(order.Id)).RefundHeldMinor.Should().Be(900);
    });

    [Fact]
    public void One_key_is_one_refund_and_one_number_too() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        var first = await engine.RefundAsync(order.Id, 400);
        var again = await engine.RefundAsync(order.Id, 400);
        again.IsReplay.Should().BeTrue();
        again.Refund!.Id.Should().Be(first.Refund!.Id);
        (await engine.RefundAsync(order.Id, 401)).Error!.Status.Should().Be(422);
        (await engine.RefundAsync(order.Id, 400, "r1", "other")).Error!.Code.Should().Be("280308");
        (await engine.RefundAsync(order.Id, 400, "orphan:x")).Error!.Field.Should().Be("merchantRefundNo");
        engine.A.Ledger.NetMinor.Should().Be(600);
    });

    [Fact]
    public void Callers_at_once_with_one_key_make_one_refund() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.Store.Before = _ => Task.Delay(TimeSpan.FromMilliseconds(5), engine.Clock);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => engine.RefundAsync(order.Id, 400)));
        answers.Select(a => a.Refund!.Id).Distinct().Should().ContainSingle();
        engine.A.Ledger.NetMinor.Should().Be(600);
    });

    [Fact]
    public void Doubt_is_queried_and_sent_again_only_under_its_number() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then((_, _) => throw new IOException("reset"));
        var refund = (await engine.RefundAsync(order.Id, 400)).Refund!;
        refund.State.Should().Be(RefundState.InDoubt);
        await engine.RecoverAsync(TimeSpan.FromSeconds(60));
        engine.A.Count("refund").Should().Be(1, "not found proves nothing before its grace");
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        engine.A.Count("refund").Should().Be(2);
        engine.A.RefundRequests[1].Should().BeEquivalentTo(engine.A.RefundRequests[0]);
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Succeeded);
        engine.A.Ledger.NetMinor.Should().Be(600);
    });

    [Fact]
    public void Doubt_that_a_query_settles_is_not_sent_again() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then((r, _) =>
        {
            engine.A.Ledger.Refund(r.RefundNumber, r.AttemptNumber, r.Amount);
            throw new IOException("reset");
        });
        var refund = (await engine.RefundAsync(order.Id, 400)).Refund!;
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        engine.A.Count("refund").Should().Be(1);
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Succeeded);
    });

    [Fact]
    public void Doubt_that_nothing_settles_is_a_case_and_keeps_its_amount() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Always = (_, _) => Task.FromResult(RefundResult.Unknown("5xx", "5xx"));
        engine.A.QueryRefund.Always = (_, _) => Task.FromResult(RefundResult.Unknown("5xx", "5xx"));
        var refund = (await engine.RefundAsync(order.Id, 400)).Refund!;
        await engine.RecoverAsync(TimeSpan.FromDays(3));
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Suspense);
        (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle(c => c.Kind == "refund-unresolved");
        (await engine.RefundAsync(order.Id, 601, "r2")).Error.Should().NotBeNull();
        (await engine.RefundAsync(order.Id, 600, "r3")).Error.Should().BeNull();
        engine.A.Ledger.Refund(refund.RefundNumber, refund.AttemptNumber, refund.Amount);
        engine.A.QueryRefund.Always = null;
        await engine.RecoverAsync(TimeSpan.FromDays(1));
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Succeeded);
        (await engine.OrderAsync(order.Id)).Cases.Should().OnlyContain(c => c.ResolvedAt != null);
    });

    [Fact]
    public void A_balance_too_low_stays_processing_and_is_repeated_by_schedule() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then(RefundResult.Of(RefundOutcome.RetryLater, new(FaultStage.Answered, FaultBlame.Us, "low", "balance too low")))
            .Then(RefundResult.Of(RefundOutcome.RetryLater, new(FaultStage.Answered, FaultBlame.Us, "low", "balance too low")));
        var refund = (await engine.RefundAsync(order.Id, 400)).Refund!;
        refund.State.Should().Be(RefundState.Processing);
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        engine.A.RefundRequests.Select(r => r.RefundNumber).Distinct().Should().ContainSingle();
        engine.A.RefundRequests.Should().HaveCount(3);
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Succeeded);
    });

    [Fact]
    public void A_refund_that_the_channel_puts_off_for_days_stays_under_way_and_people_are_told()
    {
        var heard = new HeardAlarms();
        World.Run(
            async engine =>
            {
                engine.A.Refund.Always = (_, _) => Task.FromResult(RefundResult.Of(RefundOutcome.RetryLater, new(FaultStage.Answered, FaultBlame.Us, "low", "balance too low")));
                engine.A.QueryRefund.Always = (_, _) => Task.FromResult(RefundResult.Of(RefundOutcome.NotFound));
                var refund = (await engine.RefundAsync((await engine.PayAsync()).Payment!.Id, 300)).Refund!;
                await engine.RecoverAsync(TimeSpan.FromHours(20), 2000);
                heard.Heard.Should().NotContain(line => line.Contains("refund-waiting"));
                await engine.RecoverAsync(TimeSpan.FromDays(2), 2000);
                (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Processing);
                heard.Heard.Should().Contain($"+refund-waiting {refund.Id}");
            },
            options => options.Alarms = heard);
    }

    [Fact]
    public void A_refused_refund_frees_its_amount_and_its_place() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then(RefundResult.Of(RefundOutcome.Failed, new(FaultStage.Answered, FaultBlame.Request, "no", "no")));
        (await engine.RefundAsync(order.Id, 1000, "r1")).Refund!.State.Should().Be(RefundState.Failed);
        (await engine.RefundAsync(order.Id, 1000, "r2")).Refund!.State.Should().Be(RefundState.Succeeded);
        (await engine.RefundAsync(order.Id, 1, "r3")).Error.Should().NotBeNull();
        (await engine.MessagesAsync(order.Id)).Should().Equal("payment.succeeded", "refund.failed", "refund.succeeded");
    }, o => o.Manifest = o.Manifest with { Refunds = new RefundManifest(TimeSpan.FromDays(90), MaxCount: 1) });

    [Fact]
    public void It_goes_to_the_capturing_account_whatever_that_accounts_state() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.Configure(a => a.Id == "a" ? a with { State = AccountState.Retired } : a);
        for (var i = 0; i < 20; i++) engine.Health.TryBegin("a", "sim.qr", null, out _, true)?.Complete(Core.Health.Observation.Bad);
        (await engine.RefundAsync(order.Id, 400)).Refund!.State.Should().Be(RefundState.Succeeded);
        engine.A.Ledger.NetMinor.Should().Be(600);
    });

    [Fact]
    public void An_account_that_cannot_be_reached_now_is_asked_later_and_no_other() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.Channels.Unavailable.Add("a");
        var refund = (await engine.RefundAsync(order.Id, 400)).Refund!;
        refund.State.Should().Be(RefundState.Processing);
        await engine.RecoverAsync(TimeSpan.FromMinutes(5));
        engine.Channels.Unavailable.Clear();
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Succeeded);
        engine.B.Calls.Should().BeEmpty();
    });

    [Fact]
    public void Window_part_and_state_limits_are_refused_with_their_reason() => World.Run(async engine =>
    {
        var open = await engine.PendingAsync();
        (await engine.RefundAsync(open.Id, 1)).Error!.Status.Should().Be(409);
        var order = (await engine.PayAsync("o2")).Payment!;
        (await engine.RefundAsync(order.Id, 500)).Error!.Message.Should().Contain("full amount");
        (await engine.RefundAsync(order.Id, 0)).Error!.Field.Should().Be("amount");
        (await engine.RefundAsync("nobody", 1)).Error!.Status.Should().Be(404);
        engine.Clock.Advance(TimeSpan.FromDays(31));
        (await engine.RefundAsync(order.Id, 1000)).Error!.Message.Should().Contain("30 days");
    }, o => o.Manifest = o.Manifest with { Refunds = new RefundManifest(TimeSpan.FromDays(30), Partial: false) });

    [Fact]
    public void A_channel_that_contradicts_a_final_refund_makes_a_case_and_stops_further_ones() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then(RefundResult.Of(RefundOutcome.Failed, new(FaultStage.Answered, FaultBlame.Request, "no", "no")));
        var refund = (await engine.RefundAsync(order.Id, 1000, "r1")).Refund!;
        await engine.NotifyAsync(new() { AttemptNumber = order.WinningAttempt!, RefundNumber = refund.RefundNumber, Refund = RefundResult.Succeeded("rf", refund.Amount) });
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Failed, "a final state never changes");
        (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle(c => c.Kind == "refund-contradiction");
        (await engine.RefundAsync(order.Id, 1000, "r2")).Error!.Message.Should().Contain("open question");
    });

    [Fact]
    public void A_final_refund_that_is_asked_about_twice_is_asked_with_the_state_of_the_first_answer() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        var refund = (await engine.RefundAsync(order.Id, 1000, "r1")).Refund!;
        refund.State.Should().Be(RefundState.Succeeded);
        var failed = RefundResult.Of(RefundOutcome.Failed, new(FaultStage.Answered, FaultBlame.Request, "no", "no"));
        var sent = new List<ChannelState?>();
        engine.A.QueryRefund.Always = (request, _) =>
        {
            sent.Add(request.Refund.State);
            return Task.FromResult(failed with { State = new(1, $"s{sent.Count}") });
        };
        for (var times = 0; times < 2; times++)
            await engine.NotifyAsync(new() { AttemptNumber = order.WinningAttempt!, RefundNumber = refund.RefundNumber, Refund = failed });
        sent.Should().Equal(refund.ChannelState, new ChannelState(1, "s1"));
        (await engine.Store.FindRefundAsync(refund.Id))!.State.Should().Be(RefundState.Succeeded);
        (await engine.OrderAsync(order.Id)).Cases.Should().ContainSingle(c => c.Kind == "refund-contradiction");
    });

    [Fact]
    public void Answers_that_break_the_contract_are_doubt() => World.Run(async engine =>
    {
        RefundResult?[] bad =
        [
            null, RefundResult.Of((RefundOutcome)77), RefundResult.Of(RefundOutcome.Succeeded), RefundResult.Of(RefundOutcome.NotSent), RefundResult.Of(RefundOutcome.Failed),
        ];
        for (var i = 0; i < bad.Length; i++)
        {
            var order = (await engine.PayAsync($"o{i}")).Payment!;
            engine.A.Refund.Then(bad[i]);
            (await engine.RefundAsync(order.Id, 1000, $"r{i}")).Refund!.State.Should().Be(RefundState.InDoubt, $"of answer {i}");
        }
    });

    [Fact]
    public void A_process_that_dies_while_refunding_is_recovered() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Refund.Then((r, _) =>
        {
            engine.A.Ledger.Refund(r.RefundNumber, r.AttemptNumber, r.Amount);
            engine.Store.Before = _ => new TaskCompletionSource().Task;
            return Task.FromResult(RefundResult.Succeeded("rf", r.Amount));
        });
        _ = engine.RefundAsync(order.Id, 400);
        engine.Store.Before = null;
        engine.Restart();
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        (await engine.Store.RefundsOfAsync(order.Id)).Should().ContainSingle().Which.State.Should().Be(RefundState.Succeeded);
        (await engine.OrderAsync(order.Id)).RefundedMinor.Should().Be(400);
        engine.A.Ledger.NetMinor.Should().Be(600);
    });
}
