using Router.Abstractions;
using Router.Core.Payments;
using Router.Core.Risk;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Payments;

/// What a caller reads where a step cannot be taken, and what a stopped payment says.
public class RefusalTextsTests
{
    [Fact]
    public void A_payment_that_is_not_there_or_not_open_says_so() => World.Run(async engine =>
    {
        (await engine.Router.ContinueAsync(new("x"))).Error.Should().Be(RouterError.PaymentNotFound("x"));
        (await engine.Router.CloseAsync("x")).Error.Should().Be(RouterError.PaymentNotFound("x"));
        (await engine.Router.QueryAsync("x")).Error.Should().Be(RouterError.PaymentNotFound("x"));
        (await engine.Router.SwitchAsync(new("x", ["sim.qr"]))).Error.Should().Be(RouterError.PaymentNotFound("x"));
        var paid = (await engine.PayAsync("o1")).Payment!;
        (await engine.Router.CloseAsync(paid.Id)).Error.Should().Be(RouterError.AlreadyPaid());
        (await engine.Router.SwitchAsync(new(paid.Id, ["sim.eager"]))).Error.Should().Be(RouterError.WrongState("The payment is succeeded; only an open one can change its method."));
        (await engine.Router.SwitchAsync(new(paid.Id, []))).Error!.Field.Should().Be("methods");
        (await engine.Router.SwitchAsync(new(paid.Id, ["sim.eager"], new string('0', 65)))).Error.Should().Be(RouterError.Invalid("authCode", "authCode has more than 64 characters."));
        var again = await engine.Router.ContinueAsync(new(paid.Id, new string('0', 513)));
        (again.Payment!.Id, again.Error).Should().Be((paid.Id, null), "a final payment is answered as it is");
    });

    [Fact]
    public void A_step_that_cannot_be_taken_says_why() => World.Run(async engine =>
    {
        engine.A.Pay.Then(ChannelResult.Pending());
        var order = (await engine.PayAsync()).Payment!;
        (await engine.Router.ContinueAsync(new(order.Id, new string('0', 513)))).Error.Should().Be(RouterError.Invalid("code", "code has more than 512 characters."));
        (await engine.Router.ContinueAsync(new(order.Id, new string('0', 512)))).Error.Should().BeNull();
        engine.A.Close.Always = (_, _) => Task.FromResult(CloseResult.Unknown("5xx", "5xx"));
        engine.A.Query.Always = (_, _) => Task.FromResult(QueryResult.Unknown("5xx", "5xx"));
        engine.A.Pay.Then(ChannelResult.Pending());
        var stuck = (await engine.PayAsync("o2")).Payment!;
        (await engine.Router.SwitchAsync(new(stuck.Id, ["sim.eager"]))).Error.Should().Be(
            RouterError.CannotClose("The open attempt could not be confirmed closed; it can be paid until 2026-03-02T12:30:00.0000000+00:00."));
    });

    [Fact]
    public void An_account_that_is_not_there_is_told_with_those_that_are() => World.Run(engine =>
    {
        engine.Router.Explain(TestEngine.Command(), "x").Error.Should().Be(RouterError.Invalid("account", "There is no account 'x'. There are: a, b, c, d."));
        engine.Router.Explain(TestEngine.Command(amount: 0), "a").Error!.Field.Should().Be("amount");
        engine.Router.Explain(TestEngine.Command(), "b").Explanation!.Counterfactual!.AccountId.Should().Be("b");
        engine.Router.Preview(TestEngine.Command(amount: 0)).Error!.Field.Should().Be("amount");
        engine.Router.Preview(TestEngine.Command()).Plan!.Candidates[0].AccountId.Should().Be("a");
        return Task.CompletedTask;
    });

    [Fact]
    public async Task A_gate_that_fails_says_how()
    {
        var order = TestKit.Stores.OrderSamples.Payment(1);
        var clock = new TestKit.ManualTimeProvider();
        (await Said((_, _, _) => throw new InvalidOperationException("secret"))).Should().Be(new RiskDecision(RiskVerdict.Block, "risk.unavailable", "The payment was stopped: the risk gate failed: InvalidOperationException."));
        (await Said((_, _, _) => Task.FromResult<RiskDecision>(null!))).ReasonText.Should().Be("The payment was stopped: the risk gate answered nonsense.");
        (await Said((_, _, _) => Task.FromResult(new RiskDecision((RiskVerdict)7, "", "")))).ReasonText.Should().Be("The payment was stopped: the risk gate answered nonsense.");
        var good = new RiskDecision(RiskVerdict.Challenge, "x", "y");
        (await Said((_, _, _) => Task.FromResult(good))).Should().BeSameAs(good);
        var silent = Said((_, _, _) => new TaskCompletionSource<RiskDecision>().Task);
        clock.Advance(TimeSpan.FromSeconds(1.5));
        (await silent).ReasonText.Should().Be("The payment was stopped: the risk gate did not answer within 1500 ms.");

        Task<RiskDecision> Said(Func<Core.Orders.PaymentOrder, string?, CancellationToken, Task<RiskDecision>> answer) =>
            new RiskCheck(new FakeRiskGate(answer), clock).CheckAsync(order, null, TimeSpan.FromSeconds(1.5));
    }
}
