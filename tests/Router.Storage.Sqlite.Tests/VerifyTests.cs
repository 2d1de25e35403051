using Router.Core.Orders;
using Router.Core.Store;
using Router.Storage.Sqlite.Sql;
using Router.Storage.Sqlite.Tests.Fixtures;
using Router.TestKit.Stores;
using SQLitePCL;

namespace Router.Storage.Sqlite.Tests;

/// <summary>Each way in which a store can disagree with itself is found and named.</summary>
public sealed class VerifyTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    [Theory]
    [InlineData("SELECT 1", "")]
    [InlineData("UPDATE payments SET doc = '{'", "RTR4031")]
    [InlineData("UPDATE payments SET state = 'Paying'", "RTR4032")]
    [InlineData("UPDATE payments SET version = version + 1", "RTR4032")]
    [InlineData("UPDATE payments SET blocks = 0", "RTR4032")]
    [InlineData("UPDATE payments SET due_at = 1", "RTR4032")]
    [InlineData("DELETE FROM attempts", "RTR4032")]
    [InlineData("UPDATE attempts SET is_open = 1", "RTR4032")]
    [InlineData("UPDATE refunds SET state = 'Failed'", "RTR4032")]
    [InlineData("UPDATE refunds SET refund_number = 'other'", "RTR4032")]
    [InlineData("DROP INDEX payments_blocking", "RTR4032")]
    [InlineData("DELETE FROM payments", "RTR4033")]
    [InlineData("UPDATE outbox SET payment_id = 'pay9'", "RTR4033")]
    [InlineData("UPDATE outbox SET refund_id = 'ref9'", "RTR4033")]
    [InlineData("UPDATE idempotency SET order_id = 'pay9'", "RTR4033")]
    [InlineData("INSERT INTO archived SELECT id, merchant, order_no, 1 FROM payments", "RTR4033")]
    [InlineData("INSERT INTO archived SELECT 'pay9', merchant, order_no, 1 FROM payments", "RTR4034")]
    [InlineData("UPDATE outbox SET state = 'Lost'", "RTR4031")]
    [InlineData("UPDATE payments SET doc = replace(doc, '\"refundHeldMinor\":100', '\"refundHeldMinor\":50')", "RTR4034")]
    [InlineData("UPDATE payments SET doc = replace(doc, '\"refundedMinor\":100', '\"refundedMinor\":101')", "RTR4034")]
    [InlineData("UPDATE payments SET doc = replace(doc, '\"winningAttempt\":\"A1\"', '\"winningAttempt\":\"A2\"')", "RTR4034")]
    [InlineData("UPDATE attempts SET limit_day = '2026-01-02'", "RTR4032")]
    [InlineData("UPDATE account_days SET count = 2", "RTR4036")]
    [InlineData("UPDATE account_days SET minor = 999", "RTR4036")]
    [InlineData("DELETE FROM account_days", "RTR4036")]
    [InlineData("INSERT INTO account_days VALUES ('acct-a', '2026-01-02', 'CNY', 1, 1)", "RTR4036")]
    [InlineData("PRAGMA user_version = 1", "RTR4035")]
    public async Task What_disagrees_is_found(string damage, string id)
    {
        await FillAsync();
        using (var connection = new Connection(_folder.Database, raw.SQLITE_OPEN_READWRITE)) connection.Execute(damage);
        var findings = SqliteStoreFile.Verify(_folder.Database);
        if (id.Length == 0) findings.Should().BeEmpty();
        else findings.Should().Contain(finding => finding.StartsWith(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_broken_page_is_found()
    {
        await FillAsync();
        using (var file = new FileStream(_folder.Database, FileMode.Open))
        {
            file.Position = file.Length / 2;
            file.Write(new byte[16384]);
        }

        SqliteStoreFile.Verify(_folder.Database).Should().Contain(finding => finding.StartsWith("RTR4030", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_no_order_store_is_refused_and_not_made()
    {
        var missing = () => SqliteStoreFile.Verify(_folder.Database);
        missing.Should().Throw<StoreUpkeepException>().WithMessage("RTR4024*");
        File.Exists(_folder.Database).Should().BeFalse();
        var other = Path.Combine(_folder.Folder, "other.db");
        using (var connection = new Connection(other, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE)) connection.Execute("CREATE TABLE t (x)");
        var foreign = () => SqliteStoreFile.Verify(other);
        foreign.Should().Throw<SqliteStoreException>().WithMessage("RTR4006*");
    }

    public void Dispose() => _folder.Dispose();

    private async Task FillAsync()
    {
        await using var store = _folder.Open();
        var attempt = OrderSamples.Attempt("A1", state: AttemptState.Captured) with { Captured = OrderSamples.Payment(1).Terms.Amount, PaidAt = OrderSamples.Start, LimitDay = new(2026, 1, 1) };
        var order = OrderSamples.Payment(1) with
        {
            State = PaymentState.Succeeded,
            WinningAttempt = "A1",
            Attempts = [attempt],
            RefundedMinor = 100,
            RefundHeldMinor = 100,
            RefundCount = 1,
        };
        await store.CommitAsync(new OrderCommit
        {
            Payment = new(order, 0),
            Refund = new(OrderSamples.Refund(1, order.Id) with { State = RefundState.Succeeded }, 0),
            Idempotency = new("shop", "pay:1", "f", order.Id, OrderSamples.Start),
            Outbox = [OrderSamples.Message("m1", order.Id, null)],
        });
    }
}
