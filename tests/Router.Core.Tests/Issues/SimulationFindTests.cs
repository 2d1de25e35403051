using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Issues;

/// What the simulation found in the engine, one test each, reduced.
public sealed class SimulationFindTests
{
    [Theory]
    [InlineData(AttemptStatus.Pending)]
    [InlineData(AttemptStatus.NotFound)]
    public void A_weak_notification_about_a_closed_attempt_is_not_acknowledged_on_a_stale_answer(AttemptStatus stale) => World.Run(async engine =>
    {
        var order = await engine.PendingAsync();
        var number = order.LiveAttempt!.Number;
        await engine.Router.CloseAsync(order.Id);
        engine.A.Ledger.Capture(number, order.Terms.Amount);
        engine.A.Query.Then(new QueryResult { Status = stale });
        (await engine.NotifyPaidAsync(number)).Error.Should().NotBeNull("nothing else would ever tell of this capture");
        (await engine.NotifyPaidAsync(number)).Error.Should().BeNull();
        (await engine.OrderAsync(order.Id)).FindAttempt(number).Should().Match<Attempt>(a => a.IsOrphan && a.State == AttemptState.Captured);
    }, o => o.Manifest = o.Manifest with { WeakNotifications = true });
}
