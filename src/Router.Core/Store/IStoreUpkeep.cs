using Router.Core.Orders;

namespace Router.Core.Store;

/// <summary>
/// What a store that keeps its own files offers its operators while it is in use. Thread-safe. Payments go on meanwhile; nothing here takes
/// a lock that they wait for.
/// </summary>
public interface IStoreUpkeep
{
    /// <summary>Writes a copy of one moment into a new file, checked and flushed to the disk before its name appears.</summary>
    /// <param name="file">An absolute path where there is no file yet.</param>
    /// <returns>The copy's size in bytes.</returns>
    /// <exception cref="StoreUpkeepException">It cannot be written.</exception>
    ValueTask<long> BackupAsync(string file);

    /// <summary>Checks the file and whether everything in it agrees, at one moment.</summary>
    /// <returns>What is wrong, each with its number; at most 100.</returns>
    ValueTask<IReadOnlyList<string>> VerifyAsync();

    /// <summary>Moves old final orders into a new file: written and flushed there before they are deleted here, in small steps.</summary>
    /// <exception cref="StoreUpkeepException">The file cannot be written. What has been deleted stands in it.</exception>
    ValueTask<ArchiveReport> ArchiveAsync(ArchiveRequest request);
}

/// <summary>Which orders may leave the store, and where to.</summary>
/// <param name="File">An absolute path where there is no file yet; one JSON document a line.</param>
/// <param name="Before">Only orders that ended before this.</param>
/// <param name="MayLeave">Whether nothing can happen to an order any more; asked beside the store's own conditions.</param>
/// <param name="KeysBefore">Idempotency keys older than this whose order has left are forgotten; null: none are.</param>
public sealed record ArchiveRequest(string File, DateTimeOffset Before, Func<PaymentOrder, bool> MayLeave, DateTimeOffset? KeysBefore = null);

/// <param name="Archived">Orders that stand in the file and no longer in the store.</param>
/// <param name="Kept">Orders old enough that something still hangs on.</param>
/// <param name="KeysForgotten">Idempotency keys deleted.</param>
public sealed record ArchiveReport(long Archived, long Kept, long KeysForgotten);
