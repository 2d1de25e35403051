using Router.Core.Store;
using Router.Storage.Sqlite.Tests.Fixtures;
using Router.TestKit.Stores;

namespace Router.Storage.Sqlite.Tests;

public sealed class BackupTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    private string Target => Path.Combine(_folder.Folder, "copy.db");

    [Fact]
    public async Task A_backup_beside_running_commits_is_whole_and_has_all_that_was_acknowledged_before()
    {
        await using var store = _folder.Open();
        var next = 0;
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) await store.CommitAsync(OrderSamples.Insert(OrderSamples.Payment(Interlocked.Increment(ref next))));
        })).ToArray();
        while (Volatile.Read(ref next) < 500) await store.FindPaymentAsync("none");
        var acknowledged = OrderSamples.Payment(Interlocked.Increment(ref next));
        await store.CommitAsync(OrderSamples.Insert(acknowledged));
        var bytes = await store.BackupAsync(Target);
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        bytes.Should().Be(new FileInfo(Target).Length);
        SqliteStoreFile.Verify(Target).Should().BeEmpty();
        await using var copy = SqliteOrderStore.Open(new SqliteOrderStoreOptions { Path = Target });
        (await copy.FindPaymentAsync(acknowledged.Id)).Should().NotBeNull();
    }

    [Fact]
    public async Task A_backup_needs_no_log_beside_it_and_leaves_nothing_else()
    {
        await using var store = _folder.Open();
        await store.CommitAsync(OrderSamples.Insert(OrderSamples.Payment(1)));
        await store.BackupAsync(Target);
        Directory.GetFiles(_folder.Folder).Should().Equal(Target);
        SqliteStoreFile.Verify(Target).Should().BeEmpty();
        Directory.GetFiles(_folder.Folder).Should().Equal(Target);
    }

    [Fact]
    public async Task A_store_that_was_killed_is_copied_with_what_stands_in_its_log()
    {
        var written = new Written(0);
        using (var process = StoreProcess.Start(_folder.Database, 0)) await written.UntilKilledAsync(process, 200);
        SqliteStoreFile.IsInUse(_folder.Database).Should().BeFalse();
        SqliteStoreFile.Verify(_folder.Database).Should().BeEmpty();
        SqliteStoreFile.Backup(_folder.Database, Target);
        await using var copy = SqliteOrderStore.Open(new SqliteOrderStoreOptions { Path = Target });
        (await written.LossesAsync(copy)).Should().BeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_written_is_refused_and_nothing_is_overwritten()
    {
        await using var store = _folder.Open();
        SqliteStoreFile.IsInUse(_folder.Database).Should().BeTrue();
        File.WriteAllText(Target, "mine");
        await RefusedAsync(Target, "RTR4020*copy.db exists*");
        File.ReadAllText(Target).Should().Be("mine");
        await RefusedAsync(Path.Combine(_folder.Folder, "nowhere", "copy.db"), "RTR4021*");
        await RefusedAsync("copy.db", "RTR4023*");
        await FluentActions.Awaiting(() => Task.Run(() => SqliteStoreFile.Backup(_folder.Database + ".none", Target + "2"))).Should()
            .ThrowAsync<StoreUpkeepException>().WithMessage("RTR4024*");
        (await store.CommitAsync(OrderSamples.Insert(OrderSamples.Payment(1)))).Should().Be(CommitResult.Committed);

        Task RefusedAsync(string file, string message) =>
            FluentActions.Awaiting(() => store.BackupAsync(file).AsTask()).Should().ThrowAsync<StoreUpkeepException>().WithMessage(message);
    }

    public void Dispose() => _folder.Dispose();
}
