using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Health;

/// What health does to payments, seen from the caller: every sentence through the whole engine.
public class PaidHealthTests
{
    private static readonly ChannelResult s_bad = ChannelResult.Declined(FaultBlame.Channel, "busy", "busy");
    private static readonly ChannelResult s_notSent = ChannelResult.NotSent(FaultBlame.Network, "refused", "refused");
    private int _number;

    [Fact]
    public void A_dead_bank_loses_its_own_payments_only() => World.Run(async engine =>
    {
        for (var i = 0; i < 100; i++) await PayAsync(engine, "ABC");
        for (var i = 0; i < 25; i++) await PayAsync(engine, "ICBC");
        for (var i = 0; i < 5; i++)
        {
            engine.A.Pay.Then(s_bad);
            await PayAsync(engine, "ICBC", only: "a");
        }

        var icbc = await PayAsync(engine, "ICBC");
        icbc.Plan.Excluded.Should().Contain(new ExcludedCandidate("a", "breaker open"));
        icbc.Attempts[0].AccountId.Should().Be("b");
        (await PayAsync(engine, "ABC")).Attempts[0].AccountId.Should().Be("a");
        (await PayAsync(engine, null)).Attempts[0].AccountId.Should().Be("a", "the account's own breaker is closed");

        Wait(engine, 5);
        var probe = await PayAsync(engine, "ICBC");
        probe.Plan.Candidates[0].Should().BeEquivalentTo(new { AccountId = "a", Breaker = "probe", Note = "probe" });
        engine.Health.Events.Should().Contain(e => e.Kind == HealthEventKind.BreakerOpened && e.Segment == "sim.qr/ICBC");
        engine.Health.Events.Should().NotContain(e => e.Kind == HealthEventKind.BreakerOpened && e.Segment == "sim.qr");
    });

    [Theory]
    [InlineData("priority")]
    [InlineData("weighted")]
    [InlineData("lowestFee")]
    [InlineData("bestSuccess")]
    [InlineData("split")]
    public void A_brown_out_loses_its_payments_in_every_strategy(string strategy) => World.Run(async engine =>
    {
        var calls = 0;
        engine.A.Pay.Always = (request, _) => Task.FromResult(calls++ % 5 < 3 ? s_bad : Captured(engine.A.Ledger, request));
        var first = new List<string>();
        for (var i = 0; i < 400; i++)
        {
            var order = await PayAsync(engine, null);
            order.State.Should().Be(PaymentState.Succeeded);
            first.Add(order.Attempts[0].AccountId);
            Wait(engine, 1);
        }

        engine.Health.View.Find("a", "sim.qr")!.IsOpen.Should().BeFalse("three of five never make five in a row");
        first.Take(20).Should().Contain("a");
        first.Skip(100).Count(id => id == "a").Should().BeLessThan(20);
    }, o => o.Route = $$"""{ "strategy": "{{strategy}}", "candidates": [{ "account": "a", "weight": 80 }, { "account": "b", "weight": 20 }, { "account": "c", "weight": 10 }] }""");

    [Fact]
    public void A_due_probe_is_one_payment_that_the_others_stand_behind() => World.Run(async engine =>
    {
        await OpenAsync(engine, 'a');
        (await PayAsync(engine, null)).Plan.Excluded.Should().Contain(new ExcludedCandidate("a", "breaker open"));
        Wait(engine, 5);

        PaymentOrder? meanwhile = null;
        engine.A.Pay.Then(async (_, _) =>
        {
            meanwhile = await PayAsync(engine, null);
            return s_bad;
        });
        var probe = await PayAsync(engine, null);
        probe.Plan.Candidates.Select(c => c.AccountId).Should().Equal("a", "b", "c", "d");
        probe.State.Should().Be(PaymentState.Succeeded, "the failed probe's payment goes on to the next account");
        probe.Attempts.Select(a => a.AccountId).Should().Equal("a", "b");
        meanwhile!.Attempts[0].AccountId.Should().Be("b", "one probe in flight");

        Wait(engine, 5);
        (await PayAsync(engine, null)).Attempts[0].AccountId.Should().Be("b", "ten seconds after a failed probe");
        Wait(engine, 5);
        for (var i = 0; i < 3; i++) (await PayAsync(engine, null)).Attempts[0].AccountId.Should().Be("a");
        engine.Health.View.Find("a", "sim.qr")!.Should().BeEquivalentTo(new { IsOpen = false, Health = 0.01 });
    });

    [Fact]
    public void A_channel_that_can_be_probed_is_asked_before_a_payment_is_risked() => World.Run(async engine =>
    {
        ChannelFault? fault = new(FaultStage.BeforeSend, FaultBlame.Network, "refused", "refused");
        var probed = new ProbedChannel(engine.A, () => fault);
        engine.Channels.InPlaceOf["a"] = probed;
        await OpenAsync(engine, 'a');
        Wait(engine, 5);
        var paid = engine.A.Count("pay");
        (await PayAsync(engine, null)).Attempts.Select(a => a.AccountId).Should().Equal("b");
        probed.Probes.Should().Be(1);
        engine.A.Count("pay").Should().Be(paid);
        fault = null;
        Wait(engine, 10);
        (await PayAsync(engine, null)).Attempts.Select(a => a.AccountId).Should().Equal("a");
        probed.Probes.Should().Be(2);
    });

    [Fact]
    public void A_probe_that_our_own_bulkhead_refuses_says_nothing_of_the_channel() => World.Run(async engine =>
    {
        engine.Channels.InPlaceOf["a"] = new ProbedChannel(engine.A, () => null);
        await OpenAsync(engine, 'a');
        Wait(engine, 5);
        using (engine.Gates.TryEnter(engine.Current.Catalog.FindAccount("a")!, CallClass.Query))
            (await PayAsync(engine, null)).Attempts[0].AccountId.Should().Be("b");
        engine.Health.Events.Should().NotContain(e => e.Kind == HealthEventKind.ProbeFailed);
        (await PayAsync(engine, null)).Attempts[0].AccountId.Should().Be("a", "the probe is due still");
    }, o => o.Accounts = [.. o.Accounts.Select(a => a with { MaxConcurrency = 1 })]);

    [Fact]
    public void All_breakers_open_sends_nothing_until_a_probe_is_due() => World.Run(async engine =>
    {
        foreach (var account in "abcd") await OpenAsync(engine, account);
        var calls = engine.A.Calls.Count + engine.B.Calls.Count + engine.C.Calls.Count;
        var order = await PayAsync(engine, null);
        order.State.Should().Be(PaymentState.Failed);
        order.ReasonCode.Should().Be("route.all-down");
        order.Attempts.Should().BeEmpty();
        (engine.A.Calls.Count + engine.B.Calls.Count + engine.C.Calls.Count).Should().Be(calls);
        Wait(engine, 5);
        (await PayAsync(engine, null)).State.Should().Be(PaymentState.Succeeded);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void When_all_down_try_takes_an_account_that_nothing_reached(bool notSent) => World.Run(async engine =>
    {
        await OpenAsync(engine, 'a', notSent ? s_notSent : s_bad);
        var order = await PayAsync(engine, null);
        order.Attempts.Select(a => a.AccountId).Should().Equal(notSent ? ["a"] : []);
        order.State.Should().Be(notSent ? PaymentState.Succeeded : PaymentState.Failed);
    }, o =>
    {
        o.Accounts = [Routing.Fixture.Account("a")];
        o.Rules = """{ "name": "t", "rules": [], "default": { "whenAllDown": "try", "route": { "strategy": "priority", "candidates": ["a"] } } }""";
    });

    [Fact]
    public void In_panic_base_weights_hold_and_open_and_drained_accounts_still_get_nothing() => World.Run(async engine =>
    {
        await OpenAsync(engine, 'c');
        engine.Health.Drain("d", "moving");
        foreach (var account in new[] { "a", "b" }) engine.Health.Override(account, 0.05, "both are bad", engine.Now.AddHours(1));
        var orders = new List<PaymentOrder>();
        for (var i = 0; i < 300; i++) orders.Add(await PayAsync(engine, null));
        orders.Should().OnlyContain(o => o.Plan.Candidates.All(c => c.Note == "panic") && o.Plan.Candidates.Count == 2);
        orders.Count(o => o.Attempts[0].AccountId == "a").Should().BeInRange(200, 270, "eight of ten by the base weights");
        orders[0].Plan.Excluded.Should().Contain([new("c", "breaker open"), new("d", "drained: moving")]);
    }, o => o.Route = """{ "strategy": "weighted", "candidates": [{ "account": "a", "weight": 80 }, { "account": "b", "weight": 20 }, { "account": "c", "weight": 50 }, { "account": "d", "weight": 50 }] }""");

    /// Each pair of neighbours, and then whatever lies beneath it, on account a.
    [Theory]
    [InlineData("retired", "disabled", "account is retired")]
    [InlineData("disabled", "drained", "disabled: ")]
    [InlineData("disabled", "maintenance", "disabled: ")]
    [InlineData("disabled", "override", "disabled: ")]
    [InlineData("drained", "override", "drained: ")]
    [InlineData("drained", "breaker", "drained: ")]
    [InlineData("maintenance", "override", "maintenance until ")]
    [InlineData("maintenance", "breaker", "maintenance until ")]
    public void The_stronger_order_says_why_the_account_is_left_out(string stronger, string weaker, string reason) => World.Run(async engine =>
    {
        await OrderAsync(engine, weaker);
        await OrderAsync(engine, stronger);
        var order = await PayAsync(engine, null);
        order.Plan.Excluded.Should().ContainSingle(e => e.AccountId == "a").Which.Reason.Should().StartWith(reason);
        order.Attempts[0].AccountId.Should().Be("b");
    });

    [Fact]
    public void An_override_stands_above_the_breaker_and_the_breaker_above_h() => World.Run(async engine =>
    {
        await OpenAsync(engine, 'a');
        (await PayAsync(engine, null)).Attempts[0].AccountId.Should().Be("b");
        engine.Health.Override("a", 1, "they say it works", engine.Now.AddSeconds(2));
        (await PayAsync(engine, null)).Attempts[0].AccountId.Should().Be("a");
        Wait(engine, 2);
        (await PayAsync(engine, null)).Attempts[0].AccountId.Should().Be("b", "the override is over and the breaker is open still");
    });

    [Fact]
    public void A_disabled_account_comes_back_by_itself_and_what_lay_beneath_stands_again() => World.Run(async engine =>
    {
        engine.Health.Override("a", 0.5, "slow", engine.Now.AddHours(2));
        engine.Health.Disable("a", "on the phone with them", engine.Now.AddMinutes(10));
        engine.Health.View.FindAccount("a")!.InForceAt(engine.Now).Should().Equal(
            "disabled until 2026-03-02T12:10:00Z: on the phone with them", "override 0.5 until 2026-03-02T14:00:00Z: slow");
        (await PayAsync(engine, null)).Attempts[0].AccountId.Should().Be("b");
        Wait(engine, 600);
        var back = await PayAsync(engine, null);
        back.Attempts[0].AccountId.Should().Be("a");
        back.Plan.Candidates[0].Health.Should().Be(0.5);
        engine.Health.Events.Should().ContainSingle(e => e.Kind == HealthEventKind.DisableEnded).Which.Reason.Should().Be("on the phone with them");
    });

    [Fact]
    public void What_is_under_way_at_a_drained_account_goes_on() => World.Run(async engine =>
    {
        var waiting = await engine.PendingAsync("open");
        engine.Health.Drain("a", "moving");
        engine.Health.Disable("a", "and more");
        engine.A.Ledger.Capture(waiting.Attempts[0].Number, waiting.Terms.Amount);
        await engine.NotifyPaidAsync(waiting.Attempts[0].Number);
        (await engine.OrderAsync(waiting.Id)).State.Should().Be(PaymentState.Succeeded);
        (await engine.RefundAsync(waiting.Id, 400)).Refund!.State.Should().Be(RefundState.Succeeded);
    });

    [Fact]
    public void A_restart_knows_what_was_known_and_lets_the_time_between_count() => World.Run(async engine =>
    {
        for (var i = 0; i < 40; i++) await PayAsync(engine, null);
        await OpenAsync(engine, 'b');
        engine.Health.Disable("c", "moving", engine.Now.AddMinutes(1));
        var before = engine.Health.Tick().Find("a", "sim.qr")!.Observations;
        var saved = engine.Health.Save();
        Wait(engine, 300);
        engine.Restart();
        engine.Health.Restore(saved).Should().BeTrue();

        var view = engine.Health.Tick();
        view.Find("a", "sim.qr")!.Observations.Should().BeApproximately(before * Math.Pow(0.5, 300 / HealthSettings.Default.HalfLife.TotalSeconds), 1e-6);
        view.Find("a", "sim.qr")!.Health.Should().Be(1, "what was read back is not new");
        view.Read("b", "sim.qr", null).Breaker.Should().Be(BreakerState.ProbeDue);
        view.FindAccount("c")!.Disabled.Should().BeNull("its end came while nothing ran");
        (await PayAsync(engine, null)).Plan.Candidates[0].AccountId.Should().Be("b", "its probe is due");
    });

    [Fact]
    public void An_account_that_joins_gets_a_tenth_and_climbs_with_twenty_good_answers() => World.Run(async engine =>
    {
        engine.Configure(account => account.Id == "d" ? null : account);
        for (var i = 0; i < 20; i++) await PayAsync(engine, null);
        engine.Add(Routing.Fixture.Account("d"));
        engine.Health.Tick().Find("d", "sim.qr")!.Health.Should().Be(0.1);
        (await PayAsync(engine, null)).Plan.Candidates.Single(c => c.AccountId == "d").Note.Should().BeOneOf("demoted", "explored");
        engine.Health.Events.Should().ContainSingle(e => e.Kind == HealthEventKind.Added && e.AccountId == "d" && e.Segment == "sim.qr");
        for (var i = 0; i < 2000 && engine.Health.View.Find("d", "sim.qr")!.Health < 1; i++)
        {
            await PayAsync(engine, null);
            Wait(engine, 1);
        }

        engine.Health.View.Find("d", "sim.qr")!.Health.Should().Be(1);
        engine.Channels["d"].Count("pay").Should().BeGreaterThanOrEqualTo(20);
    }, o => o.Route = """{ "strategy": "weighted", "candidates": ["a", "b", "c", "d"] }""");

    private static void Wait(TestEngine engine, double seconds) => engine.Clock.AdvanceTo(engine.Now.AddSeconds(seconds));

    private static ChannelResult Captured(TestKit.Channels.FakeLedger ledger, PayRequest request)
    {
        ledger.Capture(request.AttemptNumber, request.Amount);
        return ChannelResult.Succeeded("tx-" + request.AttemptNumber, request.Amount);
    }

    private async Task<PaymentOrder> PayAsync(TestEngine engine, string? bank, string? only = null)
    {
        var no = $"h{_number++}";
        var command = TestEngine.Command(no);
        if (bank is not null) command = command with { Terms = command.Terms with { Facts = new Dictionary<string, string> { ["cardBank"] = bank } } };
        if (only is not null) command = command with { Terms = command.Terms with { AllowedAccounts = [only] } };
        var answer = await engine.Router.PayAsync(command);
        answer.Error.Should().BeNull();
        return answer.Payment!;
    }

    // By its own payments: the account is named, and five of them fail.
    private async Task OpenAsync(TestEngine engine, char account, ChannelResult? result = null)
    {
        for (var i = 0; i < 5; i++)
        {
            engine.Channels[account.ToString()].Pay.Then(result ?? s_bad);
            await PayAsync(engine, null, only: account.ToString());
        }

        engine.Health.View.Find(account.ToString(), "sim.qr")!.IsOpen.Should().BeTrue();
    }

    private async Task OrderAsync(TestEngine engine, string order)
    {
        switch (order)
        {
            case "retired":
                engine.Configure(a => a.Id == "a" ? a with { State = AccountState.Retired } : a);
                break;
            case "disabled":
                engine.Health.Disable("a", "test", engine.Now.AddHours(1));
                engine.Health.Disable("a", "test");
                break;
            case "drained":
                engine.Health.Drain("a", "test");
                break;
            case "maintenance":
                engine.Health.PlanMaintenance("a", engine.Now, engine.Now.AddHours(1), "test");
                break;
            case "override":
                engine.Health.Override("a", 1, "test", engine.Now.AddHours(1));
                break;
            default:
                await OpenAsync(engine, 'a');
                break;
        }
    }
}
