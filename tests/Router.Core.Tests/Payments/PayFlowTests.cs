using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Payments;

/// What one pay call does with every kind of answer.
public class PayFlowTests
{
    [Fact]
    public void A_payment_that_succeeds_takes_three_commits() => World.Run(async engine =>
    {
        var answer = await engine.PayAsync();
        answer.Error.Should().BeNull();
        answer.Payment!.State.Should().Be(PaymentState.Succeeded);
        answer.Payment.WinningAttempt.Should().Be(answer.Payment.Attempts[0].Number);
        answer.Payment.Lease.Should().BeNull();
        engine.Store.Commits.Should().BeLessThanOrEqualTo(3);
        engine.A.Ledger.NetMinor.Should().Be(1000);
        (await engine.MessagesAsync(answer.Payment.Id)).Should().Equal("payment.succeeded");
        (await engine.RecoverAsync(TimeSpan.FromDays(2))).Should().BeLessThan(3);
        engine.Channels.LeasesOut.Should().Be(0);
    });

    [Theory]
    [InlineData(FaultBlame.Channel, true)]
    [InlineData(FaultBlame.Network, true)]
    [InlineData(FaultBlame.Us, true)]
    [InlineData(FaultBlame.Payer, false)]
    [InlineData(FaultBlame.Request, false)]
    public void A_refusal_goes_on_only_where_channel_or_we_are_to_blame(FaultBlame blame, bool goesOn) => World.Run(async engine =>
    {
        engine.A.Pay.Then(ChannelResult.Declined(blame, "no", "no"));
        var order = (await engine.PayAsync()).Payment!;
        order.State.Should().Be(goesOn ? PaymentState.Succeeded : PaymentState.Failed);
        engine.B.Count("pay").Should().Be(goesOn ? 1 : 0);
        order.Lease.Should().BeNull();
        if (goesOn) order.Attempts[1].Number.Should().NotBe(order.Attempts[0].Number);
    });

    [Fact]
    public void What_was_not_sent_or_is_unsupported_goes_to_the_next() => World.Run(async engine =>
    {
        engine.A.Pay.Then(ChannelResult.NotSent(FaultBlame.Network, "refused", "refused"));
        engine.B.Pay.Then(ChannelResult.Unsupported());
        var order = (await engine.PayAsync()).Payment!;
        order.State.Should().Be(PaymentState.Succeeded);
        order.Attempts.Select(a => a.State).Should().Equal(AttemptState.NotSent, AttemptState.NotSent, AttemptState.Captured);
    });

    [Fact]
    public void Unknown_is_queried_at_once_and_never_goes_to_another_channel() => World.Run(async engine =>
    {
        engine.A.Pay.Then(ChannelResult.Unknown(FaultStage.AfterSend, "reset", "reset"));
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Count("query").Should().Be(1);
        engine.B.Calls.Should().BeEmpty();
        order.State.Should().Be(PaymentState.InDoubt);
        order.Lease.Should().BeNull();
    });

    [Fact]
    public void Unknown_that_a_query_proves_paid_succeeds() => World.Run(async engine =>
    {
        engine.A.Pay.Then((r, _) =>
        {
            engine.A.Ledger.Capture(r.AttemptNumber, r.Amount);
            throw new IOException("reset");
        });
        (await engine.PayAsync()).Payment!.State.Should().Be(PaymentState.Succeeded);
        engine.B.Calls.Should().BeEmpty();
    });

    [Theory]
    [InlineData(FaultBlame.Channel, true)]
    [InlineData(FaultBlame.Payer, false)]
    public void Unknown_that_a_query_proves_declined_goes_on_by_its_blame(FaultBlame blame, bool goesOn) => World.Run(async engine =>
    {
        engine.A.Pay.Then(ChannelResult.Unknown(FaultStage.AfterSend, "5xx", "5xx"));
        engine.A.Query.Then(new QueryResult { Status = AttemptStatus.Declined, Fault = new(FaultStage.Answered, blame, "no", "no") });
        var order = (await engine.PayAsync()).Payment!;
        order.State.Should().Be(goesOn ? PaymentState.Succeeded : PaymentState.Failed);
        engine.B.Count("pay").Should().Be(goesOn ? 1 : 0);
    });

    [Fact]
    public void A_refusal_that_stays_payable_is_closed_before_the_next() => World.Run(async engine =>
    {
        engine.A.Pay.Then((r, _) =>
        {
            engine.A.Ledger.Open(r.AttemptNumber, r.Amount);
            return Task.FromResult(ChannelResult.RefusedButPayable(new(FaultStage.Answered, FaultBlame.Channel, "busy", "busy")));
        });
        var order = (await engine.PayAsync()).Payment!;
        engine.A.Count("close").Should().Be(1);
        order.State.Should().Be(PaymentState.Succeeded);
        order.Attempts.Select(a => a.State).Should().Equal(AttemptState.Closed, AttemptState.Captured);
    });

    [Theory]
    [InlineData(CloseOutcome.Unknown)]
    [InlineData(CloseOutcome.TooEarly)]
    [InlineData(CloseOutcome.NotFound)]
    [InlineData(CloseOutcome.Unsupported)]
    [InlineData(CloseOutcome.AlreadyPaid)]
    public void A_refusal_that_cannot_be_closed_stays_where_it_is(CloseOutcome outcome) => World.Run(async engine =>
    {
        engine.A.Pay.Then((r, _) =>
        {
            engine.A.Ledger.Open(r.AttemptNumber, r.Amount);
            return Task.FromResult(ChannelResult.RefusedButPayable(new(FaultStage.Answered, FaultBlame.Channel, "busy", "busy")));
        });
        engine.A.Close.Then(CloseResult.Of(outcome));
        var order = (await engine.PayAsync()).Payment!;
        order.State.Should().Be(PaymentState.Paying);
        engine.B.Calls.Should().BeEmpty();
    });

    [Fact]
    public void A_method_whose_action_never_expires_is_not_failed_over_after_doubt() => World.Run(async engine =>
    {
        engine.A.Pay.Then(ChannelResult.Unknown(FaultStage.AfterSend, "5xx", "5xx"));
        engine.A.Query.Then(new QueryResult { Status = AttemptStatus.Declined, Fault = new(FaultStage.Answered, FaultBlame.Channel, "no", "no") });
        (await engine.PayAsync(method: "sim.forever")).Payment!.State.Should().Be(PaymentState.Failed);
        engine.B.Calls.Should().BeEmpty();
    });

    [Fact]
    public void Pending_hands_out_its_action_and_waits() => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        order.State.Should().Be(PaymentState.Paying);
        order.LiveAttempt!.Action!.Content.Should().Be("qr");
        order.Lease.Should().BeNull();
        order.DueAt.Should().BeAfter(engine.Now);
        engine.B.Calls.Should().BeEmpty();
    });

    [Fact]
    public void At_most_three_attempts_are_made() => World.Run(async engine =>
    {
        foreach (var account in "abcd") engine.Channels[account.ToString()].Pay.Then(ChannelResult.Declined(FaultBlame.Channel, "busy", "busy"));
        var order = (await engine.PayAsync()).Payment!;
        order.State.Should().Be(PaymentState.Failed);
        order.ReasonCode.Should().Be("refused.channel");
        order.Attempts.Should().HaveCount(3);
    });

    [Fact]
    public void No_failover_starts_that_would_not_fit_the_budget() => World.Run(async engine =>
    {
        engine.A.Pay.Then(async (_, token) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(4), engine.Clock, token);
            return ChannelResult.Declined(FaultBlame.Channel, "busy", "busy");
        });
        var order = (await engine.PayAsync()).Payment!;
        order.State.Should().Be(PaymentState.Failed);
        engine.B.Calls.Should().BeEmpty();
    }, o => o.Settings = o.Settings with { Budget = TimeSpan.FromSeconds(8) });

    [Fact]
    public void The_callers_cancellation_is_ignored_once_the_attempt_is_stored() => World.Run(async engine =>
    {
        using var caller = new CancellationTokenSource();
        var seen = CancellationToken.None;
        engine.A.Pay.Then(async (r, token) =>
        {
            seen = token;
            caller.Cancel();
            await Task.Delay(TimeSpan.FromSeconds(1), engine.Clock, token);
            engine.A.Ledger.Capture(r.AttemptNumber, r.Amount);
            return ChannelResult.Succeeded("tx", r.Amount);
        });
        (await engine.PayAsync(token: caller.Token)).Payment!.State.Should().Be(PaymentState.Succeeded);
        seen.IsCancellationRequested.Should().BeFalse();
    });

    [Fact]
    public void A_call_that_cannot_begin_in_time_is_not_begun_and_harms_nobodys_health() => World.Run(async engine =>
    {
        for (var i = 0; i < 4; i++)
        {
            engine.Store.Before = async commit =>
            {
                if (commit.Payment?.Order.LiveAttempt is { State: AttemptState.Sending, AccountId: "a" }) await Task.Delay(TimeSpan.FromSeconds(3), engine.Clock);
            };
            var order = (await engine.PayAsync($"o{i}")).Payment!;
            order.Attempts[0].State.Should().Be(AttemptState.NotSent);
            order.State.Should().Be(PaymentState.Succeeded);
        }

        engine.A.Count("pay").Should().Be(0);
        engine.Store.Before = null;
        (await engine.PayAsync("last")).Payment!.Attempts[0].AccountId.Should().Be("a", "our own slowness does not make the account misconfigured");
    });

    [Fact]
    public void A_plugin_that_throws_answers_null_or_nonsense_leaves_the_payment_in_doubt() => World.Run(async engine =>
    {
        Func<PayRequest, CancellationToken, Task<ChannelResult>>[] bad =
        [
            (_, _) => throw new InvalidOperationException("bug"),
            (_, _) => Task.FromException<ChannelResult>(new IOException("reset")),
            (_, _) => Task.FromCanceled<ChannelResult>(new CancellationToken(true)),
            (_, _) => null!,
            (_, _) => Task.FromResult<ChannelResult>(null!),
            (_, _) => Task.FromResult(new ChannelResult { Outcome = (PayOutcome)99 }),
            (_, _) => Task.FromResult(new ChannelResult { Outcome = PayOutcome.Succeeded }),
            (r, _) => Task.FromResult(ChannelResult.Succeeded("", r.Amount)),
            (r, _) => Task.FromResult(ChannelResult.Succeeded("tx", r.Amount with { Minor = 0 })),
            (_, _) => Task.FromResult(ChannelResult.Succeeded("tx", new Money(5, default))),
            (_, _) => Task.FromResult(new ChannelResult { Outcome = PayOutcome.Declined }),
            (_, _) => Task.FromResult(new ChannelResult { Outcome = PayOutcome.NotSent }),
            (_, _) => Task.FromResult(new ChannelResult { Outcome = PayOutcome.Declined, Fault = new(FaultStage.AfterSend, FaultBlame.Channel, "", "") }),
            (_, _) => Task.FromResult(new ChannelResult { Outcome = PayOutcome.Declined, Fault = new(FaultStage.Answered, (FaultBlame)9, "", "") }),
        ];
        for (var i = 0; i < bad.Length; i++)
        {
            engine.A.Pay.Then(bad[i]);
            var terms = TestEngine.Terms($"o{i}") with { AllowedAccounts = ["a"] };
            engine.Restart();
            var answer = await engine.Router.PayAsync(new() { Terms = terms, IdempotencyKey = $"k{i}" });
            answer.Payment!.State.Should().Be(PaymentState.InDoubt, $"of answer {i}");
            engine.Channels.LeasesOut.Should().Be(0);
        }

        engine.B.Calls.Should().BeEmpty();
    });

    [Fact]
    public void A_plugin_that_hangs_is_cancelled_and_left_in_doubt() => World.Run(async engine =>
    {
        engine.A.Pay.Then(async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, engine.Clock, token);
            return ChannelResult.Unsupported();
        });
        var began = engine.Now;
        (await engine.PayAsync()).Payment!.State.Should().Be(PaymentState.InDoubt);
        (engine.Now - began).Should().BeLessThan(TimeSpan.FromSeconds(6));
        engine.B.Calls.Should().BeEmpty();
    });

    [Fact]
    public void A_plugin_that_ignores_its_cancellation_keeps_its_lease_until_it_returns() => World.Run(async engine =>
    {
        var gate = new TaskCompletionSource<ChannelResult>();
        engine.A.Pay.Then((_, _) => gate.Task);
        (await engine.PayAsync()).Payment!.State.Should().Be(PaymentState.InDoubt);
        engine.Channels.LeasesOut.Should().Be(1);
        engine.Gates.Taken("a", CallClass.Pay).Should().Be(1);
        gate.SetResult(ChannelResult.Unsupported());
        await Task.Yield();
        await Task.Delay(TimeSpan.FromMilliseconds(1), engine.Clock);
        engine.Channels.LeasesOut.Should().Be(0);
        engine.Gates.Taken("a", CallClass.Pay).Should().Be(0);
    });

    [Fact]
    public void A_prepare_that_throws_sends_nothing_and_goes_to_the_next() => World.Run(async engine =>
    {
        engine.A.Preparing = _ => throw new InvalidOperationException("bug");
        var order = (await engine.PayAsync()).Payment!;
        order.State.Should().Be(PaymentState.Succeeded);
        order.Attempts.Should().ContainSingle().Which.AccountId.Should().Be("b");
        engine.Channels.LeasesOut.Should().Be(0);
    });

    [Fact]
    public void Nothing_that_can_be_tried_is_a_failed_order_that_says_why() => World.Run(async engine =>
    {
        foreach (var account in "abcd") engine.Channels.Unavailable.Add(account.ToString());
        var order = (await engine.PayAsync()).Payment!;
        order.State.Should().Be(PaymentState.Failed);
        order.ReasonCode.Should().Be("route.unavailable");
        order.ReasonText.Should().Contain("not loaded");
    });

    [Fact]
    public void A_store_that_fails_before_the_call_sends_nothing_and_gives_everything_back() => World.Run(async engine =>
    {
        engine.Store.Fails = commit => commit.Payment?.Order.LiveAttempt is not null;
        var answer = await engine.PayAsync();
        answer.Error!.Status.Should().Be(503);
        engine.A.Calls.Should().BeEmpty();
        engine.Channels.LeasesOut.Should().Be(0);
        engine.Gates.Taken("a", CallClass.Pay).Should().Be(0);
    });

    [Fact]
    public void The_stored_attempt_precedes_the_call_and_is_what_is_sent() => World.Run(async engine =>
    {
        engine.A.Preparing = _ => new ChannelState(3, "prepared");
        engine.A.Pay.Then(async (r, _) =>
        {
            var stored = (await engine.Store.FindPaymentByAttemptAsync(r.AttemptNumber))!.FindAttempt(r.AttemptNumber)!;
            stored.State.Should().Be(AttemptState.Sending);
            stored.ChannelState.Value.Should().Be("prepared");
            r.State.Should().Be(stored.ChannelState);
            r.RequestTime.Should().Be(stored.RequestTime);
            return ChannelResult.Succeeded("tx", r.Amount);
        });
        (await engine.PayAsync()).Payment!.State.Should().Be(PaymentState.Succeeded);
    });

    [Fact]
    public void The_one_cent_switch_changes_only_what_is_sent() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync(amount: 8800)).Payment!;
        order.State.Should().Be(PaymentState.Succeeded);
        order.Terms.Amount.Minor.Should().Be(8800);
        engine.A.Ledger.NetMinor.Should().Be(1);
        (await engine.RefundAsync(order.Id, 100)).Error!.Message.Should().Contain("one-cent");
        (await engine.RefundAsync(order.Id, 8800)).Refund!.State.Should().Be(RefundState.Succeeded);
        engine.A.Ledger.NetMinor.Should().Be(0);
    }, o => o.Settings = o.Settings with { OneCent = true });

    [Fact]
    public void The_one_cent_switch_is_refused_where_money_is_real() => World.Run(async engine =>
    {
        new EngineSettings { OneCent = true, IsProduction = true }.Problems().Should().ContainSingle();
        var order = (await engine.PayAsync()).Payment!;
        order.State.Should().Be(PaymentState.Succeeded);
        order.WinningAttempt.Should().Be(order.Attempts.Single().Number);
        order.Attempts[0].AccountId.Should().Be("b", "account a is a production account");
    }, o =>
    {
        o.Settings = o.Settings with { OneCent = true };
        o.Accounts = [.. o.Accounts.Select(a => a.Id == "a" ? a with { IsProduction = true } : a)];
    });

    [Fact]
    public void A_captured_amount_that_differs_never_succeeds() => World.Run(async engine =>
    {
        engine.A.Pay.Then((r, _) => Task.FromResult(ChannelResult.Succeeded("tx", r.Amount with { Minor = 999 })));
        var order = (await engine.PayAsync()).Payment!;
        order.State.Should().Be(PaymentState.Suspense);
        order.Cases.Should().ContainSingle(c => c.Kind == "amount-mismatch");
        await engine.RecoverAsync(TimeSpan.FromDays(3));
        (await engine.OrderAsync(order.Id)).State.Should().Be(PaymentState.Suspense);
        engine.B.Calls.Should().BeEmpty();
    });
}
