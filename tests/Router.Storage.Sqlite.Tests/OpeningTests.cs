using Microsoft.Extensions.DependencyInjection;
using Router.Core.Orders;
using Router.Core.Store;
using Router.Storage.Sqlite.Sql;
using Router.Storage.Sqlite.Tests.Fixtures;
using Router.TestKit.Stores;
using SQLitePCL;

namespace Router.Storage.Sqlite.Tests;

public sealed class OpeningTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    [Fact]
    public async Task Reopening_keeps_everything()
    {
        await using (var store = _folder.Open())
        {
            await store.CommitAsync(OrderSamples.Insert(OrderSamples.Payment(1)) with { Outbox = [OrderSamples.Message("m1", OrderSamples.PaymentId(1), OrderSamples.Start)] });
            await store.AppendExchangeAsync(new ChannelExchange("A1", "acct-a", "pay", OrderSamples.Start, TimeSpan.Zero, "{}"));
            await store.SaveDocumentAsync("health", "{}");
        }

        await using var again = _folder.Open();
        (await again.FindPaymentAsync(OrderSamples.PaymentId(1)))!.Version.Should().Be(1);
        (await again.OutboxOfAsync(OrderSamples.PaymentId(1))).Should().ContainSingle();
        (await again.ExchangesOfAsync("A1")).Should().ContainSingle("closing writes what rode along");
        (await again.LoadDocumentAsync("health")).Should().Be("{}");
    }

    [Fact]
    public void Closing_empties_the_log_into_the_file()
    {
        _folder.Open().Dispose();
        Directory.GetFiles(Path.GetDirectoryName(_folder.Database)!).Select(Path.GetFileName).Should().BeEquivalentTo("orders.db", "orders.db.lock", "orders.db.pid");
    }

    [Fact]
    public void A_second_store_of_the_same_process_is_refused_too()
    {
        using var store = _folder.Open();
        _folder.OpenFails().Id.Should().Be("RTR4001");
    }

    [Fact]
    public void A_file_that_is_no_database_is_named_damaged()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.Database)!);
        File.WriteAllText(_folder.Database, new string('x', 8192));
        var error = _folder.OpenFails();
        error.Id.Should().Be("RTR4002");
        error.Message.Should().Contain(_folder.Database).And.Contain("backup");
        File.ReadAllText(_folder.Database).Should().StartWith("xxx", "a damaged file is left as it is");
    }

    [Fact]
    public async Task A_file_with_a_broken_page_is_named_damaged()
    {
        await using (var store = _folder.Open())
        {
            for (var i = 0; i < 200; i++) await store.CommitAsync(OrderSamples.Insert(OrderSamples.Payment(i)));
        }

        using (var file = new FileStream(_folder.Database, FileMode.Open))
        {
            file.Position = file.Length / 2;
            file.Write(new byte[16384]);
        }

        _folder.OpenFails().Id.Should().Be("RTR4002");
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        var file = Path.Combine(_folder.Folder, "file");
        File.WriteAllText(file, "");
        _folder.OpenFails(Path.Combine(file, "orders.db")).Id.Should().Be("RTR4003");
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        // Mode bits do not bind root; a system folder binds everybody.
        if (!OperatingSystem.IsLinux()) return;
        _folder.OpenFails("/sys/orders.db").Id.Should().Be("RTR4003");
    }

    [Fact]
    public void A_read_only_file_is_named()
    {
        _folder.Open().Dispose();
        File.SetAttributes(_folder.Database, FileAttributes.ReadOnly);
        try
        {
            if (!Environment.IsPrivilegedProcess) _folder.OpenFails().Id.Should().Be("RTR4004");
        }
        finally
        {
            File.SetAttributes(_folder.Database, FileAttributes.Normal);
        }
    }

    [Fact]
    public async Task A_store_from_before_archives_keeps_its_orders_and_can_be_archived()
    {
        await using (var store = _folder.Open())
            await store.CommitAsync(OrderSamples.Insert(OrderSamples.Payment(1) with { State = PaymentState.Succeeded, FinishedAt = OrderSamples.Start, DueAt = null, Lease = null }));
        Execute("DROP INDEX refunds_refunded; ALTER TABLE refunds DROP COLUMN refunded_at; DROP TABLE archived; ALTER TABLE attempts DROP COLUMN limit_day; DROP TABLE account_days; PRAGMA user_version = 1");
        await using var newer = _folder.Open();
        (await newer.FindPaymentAsync(OrderSamples.PaymentId(1))).Should().NotBeNull();
        (await newer.ArchiveAsync(new(Path.Combine(_folder.Folder, "old.jsonl"), OrderSamples.Start.AddDays(1), _ => true))).Archived.Should().Be(1);
        (await newer.CommitAsync(OrderSamples.Insert(OrderSamples.Payment(1) with { Id = "pay_other" }))).Should().Be(CommitResult.DuplicateOrderNo);
    }

    [Fact]
    public async Task A_store_from_before_final_orders_open_cases_counted_counts_them()
    {
        var declined = OrderSamples.Attempt("A1", "acct-a", AttemptState.Declined);
        var captured = OrderSamples.Attempt("A2", "acct-b", AttemptState.Captured);
        captured = captured with { Captured = captured.SentAmount };
        PaymentOrder Order(int number, string about, bool resolved = false) => OrderSamples.Payment(number) with
        {
            State = PaymentState.Succeeded,
            WinningAttempt = $"A2-{number}",
            Attempts = [declined with { Number = $"A1-{number}" }, captured with { Number = $"A2-{number}" }],
            Cases = [new("decision-contradicted", about, "d", OrderSamples.Start, resolved ? OrderSamples.Start : null)],
        };
        await using (var store = _folder.Open())
            foreach (var order in new[] { Order(1, "A1-1"), Order(2, "R2"), Order(3, "A1-3", resolved: true) })
                await store.CommitAsync(OrderSamples.Insert(order));
        Execute("UPDATE attempts SET is_open = 0; ALTER TABLE attempts DROP COLUMN limit_day; DROP TABLE account_days; PRAGMA user_version = 3");
        await using (var newer = _folder.Open())
        {
            (await newer.PaymentsNeedingAsync("acct-a", "", 9)).Should().Equal(OrderSamples.PaymentId(1));
            (await newer.PaymentsNeedingAsync("acct-b", "", 9)).Should().Equal(OrderSamples.PaymentId(2));
        }

        SqliteStoreFile.Verify(_folder.Database).Should().BeEmpty();
    }

    [Fact]
    public void A_newer_schema_is_refused()
    {
        _folder.Open().Dispose();
        Execute("PRAGMA user_version = 99");
        var error = _folder.OpenFails();
        error.Id.Should().Be("RTR4005");
        error.Message.Should().Contain("schema 99");
    }

    [Fact]
    public void A_database_of_something_else_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.Database)!);
        Execute("CREATE TABLE accounts (id TEXT)");
        var before = File.ReadAllBytes(_folder.Database);
        _folder.OpenFails().Id.Should().Be("RTR4006");
        File.ReadAllBytes(_folder.Database).Should().Equal(before);
    }

    [Fact]
    public void The_registration_opens_the_store_when_it_is_asked_for()
    {
        var registration = new ServiceCollection().AddSqliteOrderStore(o => o.Path = _folder.Database).Single();
        registration.ServiceType.Should().Be<IOrderStore>();
        registration.Lifetime.Should().Be(ServiceLifetime.Singleton);
        File.Exists(_folder.Database).Should().BeFalse("nobody has asked yet");
        using var store = (SqliteOrderStore)registration.ImplementationFactory!(new NoServices());
        _folder.OpenFails().Id.Should().Be("RTR4001");
    }

    public void Dispose() => _folder.Dispose();

    private void Execute(string sql)
    {
        using var connection = new Connection(_folder.Database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        connection.Execute(sql);
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
