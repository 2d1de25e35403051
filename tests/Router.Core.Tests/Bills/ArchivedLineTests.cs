using Router.Abstractions;
using Router.Core.Bills;
using Router.Core.Orders;
using Router.Core.Store;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Bills;

/// Lines of orders that have left the store.
public class ArchivedLineTests
{
    [Fact]
    public void An_archived_order_is_compared_like_any_other_and_changed_by_nothing() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var order = await ArchivedAsync(engine);
        var attempt = order.Attempts[0];
        var line = Bill.Of(attempt);
        bill.Add(line);
        (await RunAsync(engine)).Report!.Should().Match<BillReport>(r => r.Matched == 1 && r.DifferenceCount == 0);

        bill.Lines.Clear();
        engine.Store.Archives = new Archive(order with { State = PaymentState.Closed, Attempts = [attempt with { State = AttemptState.Closed }] });
        bill.Add(line);
        bill.Add(line with { Kind = BillLineKind.Refund, ChannelTransactionId = "back" });
        var commits = engine.Store.Commits;
        var report = (await RunAsync(engine)).Report!;
        report.Differences.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Kind = DifferenceKind.CapturedThere, PaymentId = order.Id, IsArchived = true, Advice = Advice.Archived, Done = (string?)null });
        engine.Store.Commits.Should().Be(commits);
        engine.A.Count("query").Should().Be(0);
    });

    [Fact]
    public void An_archive_that_cannot_be_read_to_its_end_breaks_the_run_off_and_what_was_done_is_told() => World.Run(async engine =>
    {
        var bill = new Bill(engine);
        var open = await engine.PendingAsync("open");
        engine.A.Ledger.Capture(open.Attempts[0].Number, open.Terms.Amount);
        bill.Add(Bill.Of(open.Attempts[0]));
        bill.Add(Bill.Of(open.Attempts[0]) with { AttemptNumber = "t-gone", ChannelTransactionId = "tx-gone" });
        engine.Store.Archives = new Archive(null);
        var answer = await RunAsync(engine);
        (answer.Error!.Code, answer.Error.Status).Should().Be(("280904", 409));
        answer.Report!.Differences.Should().ContainSingle(d => d.Done != null, "the first line was applied before");
    });

    private static async Task<PaymentOrder> ArchivedAsync(TestEngine engine)
    {
        var order = (await engine.PayAsync()).Payment!;
        var attempt = order.Attempts[0] with { Number = "t-archived", ChannelTransactionId = "tx-archived" };
        order = order with { Id = "pay-archived", WinningAttempt = attempt.Number, Attempts = [attempt] };
        engine.Store.Archives = new Archive(order);
        return order;
    }

    private static Task<ReconcileAnswer> RunAsync(TestEngine engine) => engine.Reconciliation.RunAsync(new("a", Bill.Today, Bill.Today, "alice", ["/archive"]));

    /// Of one order; of none, the file is broken.
    private sealed class Archive(PaymentOrder? order) : IArchivedOrders
    {
        public ArchivedOrder? FindByAttempt(string attemptNumber) => order is null
            ? throw new StoreUpkeepException("RTR4025: broken")
            : order.FindAttempt(attemptNumber) is null ? null : new(order, []);

        public ArchivedOrder? FindByRefund(string refundNumber) => null;

        public void Dispose()
        {
        }
    }
}
