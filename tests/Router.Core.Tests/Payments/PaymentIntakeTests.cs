using Router.Core.Payments;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Payments;

/// What a new order is stored with.
public class PaymentIntakeTests
{
    [Fact]
    public void An_order_is_payable_as_long_as_its_caller_says_or_as_the_engine_is_set() => World.Run(async engine =>
    {
        var start = engine.Now;
        (await engine.PendingAsync("o1")).ExpiresAt.Should().Be(start + engine.Settings.DefaultValidity);
        var command = TestEngine.Command("o2") with { Validity = TimeSpan.FromMinutes(7) };
        engine.A.Pay.Then((r, _) => Task.FromResult(engine.Pending(engine.A, r)));
        start = engine.Now;
        (await engine.Router.PayAsync(command, default)).Payment!.ExpiresAt.Should().Be(start + TimeSpan.FromMinutes(7));
        (await engine.Router.PayAsync(command with { Validity = TimeSpan.FromMinutes(8) }, default)).Error!.Status.Should().Be(422, "it is another request");
    });

    [Fact]
    public void The_first_lease_lasts_for_the_walk_and_the_risk_check_before_it() => World.Run(async engine =>
    {
        TimeSpan? lease = null;
        engine.Store.Before = commit =>
        {
            lease ??= commit.Payment!.Order.Lease!.Until - engine.Now;
            return Task.CompletedTask;
        };
        await engine.PayAsync();
        lease.Should().BeGreaterThan(engine.Settings.Budget + engine.Settings.RiskTimeout);
    });

    [Fact]
    public void A_number_that_is_taken_names_the_payment_that_holds_it() => World.Run(async engine =>
    {
        var first = await engine.PendingAsync("o1");
        var refused = await engine.PayAsync("o1", key: "another");
        refused.Error!.Status.Should().Be(409);
        refused.Error.Message.Should().Contain(first.Id);
    });
}
