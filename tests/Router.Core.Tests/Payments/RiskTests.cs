using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Risk;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Payments;

/// The gate stops payments, and stops them too where it fails.
public class RiskTests
{
    [Fact]
    public void A_gate_that_blocks_throws_hangs_or_answers_nonsense_fails_the_payment()
    {
        Func<PaymentOrder, string?, CancellationToken, Task<RiskDecision>>[] gates =
        [
            (_, _, _) => Task.FromResult(new RiskDecision(RiskVerdict.Block, "risk.listed", "on a list")),
            (_, _, _) => throw new InvalidOperationException("bug"),
            (_, _, _) => null!,
            (_, _, _) => Task.FromResult<RiskDecision>(null!),
            (_, _, _) => Task.FromResult(new RiskDecision((RiskVerdict)7, "", "")),
            (_, _, _) => new TaskCompletionSource<RiskDecision>().Task,
        ];
        foreach (var gate in gates)
        {
            World.Run(async engine =>
            {
                var order = (await engine.PayAsync()).Payment!;
                order.State.Should().Be(PaymentState.Failed);
                order.ReasonCode.Should().StartWith("risk.");
                order.Lease.Should().BeNull();
                engine.A.Calls.Should().BeEmpty();
                (await engine.MessagesAsync(order.Id)).Should().Equal("payment.failed");
            }, o => o.Risk = new FakeRiskGate(gate));
        }
    }

    [Theory]
    [InlineData(RiskVerdict.Challenge)]
    [InlineData(RiskVerdict.Review)]
    public void A_challenged_payment_waits_and_goes_on_when_answered(RiskVerdict verdict) => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        order.State.Should().Be(PaymentState.Challenged);
        order.Lease.Should().BeNull();
        engine.A.Calls.Should().BeEmpty();
        (await engine.Router.ContinueAsync(new(order.Id, "wrong"))).Payment!.State.Should().Be(PaymentState.Challenged);
        (await engine.Router.ContinueAsync(new(order.Id, "right"))).Payment!.State.Should().Be(PaymentState.Succeeded);
    }, o => o.Risk = Asks(verdict));

    [Fact]
    public void A_challenge_expires_with_its_payment() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.Clock.Advance(TimeSpan.FromMinutes(31));
        var late = await engine.Router.ContinueAsync(new(order.Id, "right"));
        late.Payment!.State.Should().Be(PaymentState.Closed);
        late.Payment.ReasonCode.Should().Be("expired");
        engine.A.Calls.Should().BeEmpty();
    }, o => o.Risk = Asks(RiskVerdict.Challenge));

    [Fact]
    public void A_challenge_nobody_answers_is_closed_by_recovery() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        await engine.RecoverAsync(TimeSpan.FromHours(1));
        order = await engine.OrderAsync(order.Id);
        order.State.Should().Be(PaymentState.Closed);
        order.ReasonCode.Should().Be("expired");
    }, o => o.Risk = Asks(RiskVerdict.Challenge));

    [Fact]
    public void A_challenged_payment_can_be_closed() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        var closed = await engine.Router.CloseAsync(order.Id);
        closed.Payment!.State.Should().Be(PaymentState.Closed);
        closed.Payment.ReasonCode.Should().Be("closed.by-caller");
    }, o => o.Risk = Asks(RiskVerdict.Review));

    [Fact]
    public void A_challenged_payment_is_routed_again_when_answered() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync()).Payment!;
        engine.Configure(a => a.Id == "a" ? a with { State = Core.Accounts.AccountState.NoNewPayments } : a);
        var paid = (await engine.Router.ContinueAsync(new(order.Id, "right"))).Payment!;
        paid.Attempts.Should().ContainSingle().Which.AccountId.Should().Be("b");
    }, o => o.Risk = Asks(RiskVerdict.Challenge));

    [Fact]
    public void A_declined_route_is_a_failed_payment_with_its_plan() => World.Run(async engine =>
    {
        var order = (await engine.PayAsync(method: "sim.qr")).Payment!;
        order.State.Should().Be(PaymentState.Failed);
        order.ReasonCode.Should().Be("route.no-candidate");
        order.Plan.Excluded.Should().NotBeEmpty();
        engine.Store.Commits.Should().Be(1);
    }, o => o.Accounts = [.. o.Accounts.Select(a => a with { MinAmount = 5000 })]);

    private static FakeRiskGate Asks(RiskVerdict verdict) => new((_, answer, _) => Task.FromResult(
        answer == "right" ? new RiskDecision(RiskVerdict.Allow, "", "") : new RiskDecision(verdict, "risk.look", "look")));
}
