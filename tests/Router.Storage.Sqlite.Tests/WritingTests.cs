using Microsoft.Extensions.Logging.Abstractions;
using Router.Core.Store;
using Router.Storage.Sqlite.Opening;
using Router.Storage.Sqlite.Sql;
using Router.Storage.Sqlite.Tests.Fixtures;
using Router.Storage.Sqlite.Writing;
using Router.TestKit.Stores;

namespace Router.Storage.Sqlite.Tests;

public sealed class WritingTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    [Fact]
    public async Task Commits_of_many_callers_share_transactions()
    {
        await using var store = _folder.Open();
        await Task.WhenAll(Enumerable.Range(0, 64).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
                (await store.CommitAsync(OrderSamples.Insert(OrderSamples.Payment((caller * 100) + i)))).Should().Be(CommitResult.Committed);
        })));
        store.TransactionCount.Should().BeLessThan(64 * 20 / 4);
    }

    [Fact]
    public async Task A_full_disk_is_named_and_the_store_goes_on_when_there_is_space()
    {
        var failures = new StoreFailures(_folder.Database);
        using var fileLock = StoreLock.Take(_folder.Database);
        var connection = StoreFile.Open(_folder.Database, check: true);
        var writer = new GroupWriter(connection, failures, NullLogger.Instance, meter: null);
        connection.Execute("PRAGMA max_page_count = 60");

        var number = 0;
        var fill = async () =>
        {
            while (true) await CommitAsync(writer, ++number);
        };
        (await fill.Should().ThrowAsync<StoreUnavailableException>()).WithMessage("RTR4010*full*goes on by itself*");
        number.Should().BeGreaterThan(1);

        connection.Execute("PRAGMA max_page_count = 100000");
        (await CommitAsync(writer, number)).Should().Be(CommitResult.Committed, "the failed commit left nothing");
        writer.Close();
    }

    [Fact]
    public async Task Beyond_its_bound_the_queue_makes_callers_wait_and_drops_nothing()
    {
        const int Bound = 4096, Callers = Bound + 500;
        using var fileLock = StoreLock.Take(_folder.Database);
        var writer = new GroupWriter(StoreFile.Open(_folder.Database, check: true), new StoreFailures(_folder.Database), NullLogger.Instance, meter: null);
        using var gate = new ManualResetEventSlim();
        using var held = new ManualResetEventSlim();
        var holding = writer.WriteAsync(_ =>
        {
            held.Set();
            gate.Wait();
            return 0;
        });
        held.Wait();
        var done = 0;
        var waiting = Enumerable.Range(0, Callers).Select(_ => writer.WriteAsync(_ => Interlocked.Increment(ref done))).ToList();
        writer.QueuedCount.Should().Be(Bound, "500 callers wait outside");
        gate.Set();
        (await Task.WhenAll(waiting)).Should().OnlyHaveUniqueItems();
        (done, await holding).Should().Be((Callers, 0));
        writer.Close();
    }

    [Fact]
    public async Task One_write_that_cannot_be_done_leaves_the_others_of_its_batch_alone()
    {
        using var fileLock = StoreLock.Take(_folder.Database);
        var writer = new GroupWriter(StoreFile.Open(_folder.Database, check: true), new StoreFailures(_folder.Database), NullLogger.Instance, meter: null);
        using var gate = new ManualResetEventSlim();
        var holding = writer.WriteAsync(_ =>
        {
            gate.Wait();
            return 0;
        });
        var good = CommitAsync(writer, 1);
        var bad = writer.WriteAsync(_ => throw new InvalidOperationException("a bug"));
        var alsoGood = CommitAsync(writer, 2);
        gate.Set();

        await holding;
        (await good).Should().Be(CommitResult.Committed);
        (await alsoGood).Should().Be(CommitResult.Committed);
        await FluentActions.Awaiting(() => bad).Should().ThrowAsync<StoreUnavailableException>();
        writer.Close();
    }

    [Fact]
    public async Task An_exchange_that_cannot_be_written_fails_no_commit()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.Database)!);
        var connection = StoreFile.Open(_folder.Database, check: true);
        connection.Execute("CREATE TEMP TRIGGER refuse BEFORE INSERT ON main.exchanges BEGIN SELECT RAISE(ROLLBACK, 'no'); END");
        var writer = new GroupWriter(connection, new StoreFailures(_folder.Database), NullLogger.Instance, meter: null);
        writer.Append(new ChannelExchange("A1", "acct-a", "pay", OrderSamples.Start, TimeSpan.Zero, "{}"));
        (await CommitAsync(writer, 1)).Should().Be(CommitResult.Committed);
        writer.Close();
        await using var store = _folder.Open();
        (await store.FindPaymentAsync(OrderSamples.PaymentId(1))).Should().NotBeNull();
    }

    [Fact]
    public async Task Closing_finishes_what_is_queued_and_refuses_more()
    {
        var store = _folder.Open();
        var queued = Enumerable.Range(0, 100).Select(i => store.CommitAsync(OrderSamples.Insert(OrderSamples.Payment(i))).AsTask()).ToArray();
        await store.DisposeAsync();
        (await Task.WhenAll(queued)).Should().AllBeEquivalentTo(CommitResult.Committed);

        var late = async () => await store.CommitAsync(OrderSamples.Insert(OrderSamples.Payment(200)));
        (await late.Should().ThrowAsync<StoreUnavailableException>()).WithMessage("RTR4012*");
        var read = async () => await store.FindPaymentAsync(OrderSamples.PaymentId(1));
        await read.Should().ThrowAsync<StoreUnavailableException>();
        await store.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<CommitResult> CommitAsync(GroupWriter writer, int number)
    {
        var prepared = new PreparedCommit(OrderSamples.Insert(OrderSamples.Payment(number)));
        return (CommitResult)await writer.WriteAsync(session => (int)session.Commit(prepared));
    }
}
