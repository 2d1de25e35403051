using Router.Abstractions;
using Router.Core.Cases;
using Router.Core.Orders;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Cases;

/// Operators at work in a test.
internal static class Desk
{
    public static Operator Alice { get; } = new("alice", true);
    public static Operator Bob { get; } = new("bob", true);
    public static Operator Shared { get; } = new("ops", false);

    /// A payment of which the channel told nothing for two days.
    public static async Task<PaymentOrder> UnresolvedAsync(TestEngine engine, string method = "sim.qr")
    {
        engine.A.Pay.Then(ChannelResult.Unknown(FaultStage.AfterSend, "reset", "reset"));
        engine.A.Query.Always = (_, _) => Task.FromResult(QueryResult.Unknown("5xx", "5xx"));
        engine.A.Close.Always = (_, _) => Task.FromResult(CloseResult.Unknown("5xx", "5xx"));
        var order = (await engine.PayAsync(method: method)).Payment!;
        await engine.RecoverAsync(TimeSpan.FromDays(2), 2000);
        return await engine.OrderAsync(order.Id);
    }

    public static Task<CaseAnswer> ProposeAsync(
        TestEngine engine, PaymentOrder order, CaseDecision decision, int number = 1, string? transaction = null, Operator? by = null, bool stillPayable = false) => engine.Cases.ProposeAsync(new()
        {
            PaymentId = order.Id,
            CaseNumber = number,
            Decision = decision,
            Reason = "seen",
            Evidence = "console, 3 March",
            TransactionId = transaction,
            KnowsStillPayable = stillPayable,
            By = by ?? Alice,
        });

    public static Task<CaseAnswer> ApproveAsync(TestEngine engine, PaymentOrder order, int number = 1, int proposal = 1, Operator? by = null) =>
        engine.Cases.ApproveAsync(new(order.Id, number, proposal, by ?? Bob));

    public static async Task DecideAsync(TestEngine engine, PaymentOrder order, CaseDecision decision, string? transaction = null, int number = 1)
    {
        (await ProposeAsync(engine, order, decision, number, transaction)).Error.Should().BeNull();
        (await ApproveAsync(engine, order, number)).Error.Should().BeNull();
    }
}
