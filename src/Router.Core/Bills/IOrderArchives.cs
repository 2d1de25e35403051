namespace Router.Core.Bills;

/// <summary>What a store offers that can read the orders it has archived. Thread-safe.</summary>
public interface IOrderArchives
{
    /// <summary>Opens archive files to look up what one account booked around some days.</summary>
    /// <param name="files">Absolute paths.</param>
    /// <param name="accountId">The account; orders of others are not found.</param>
    /// <param name="from">The first day; what was sent up to 40 days before is found.</param>
    /// <param name="to">The last day.</param>
    /// <exception cref="Store.StoreUpkeepException">One of them cannot be read.</exception>
    ValueTask<IArchivedOrders> OpenArchivesAsync(IReadOnlyList<string> files, string accountId, DateOnly from, DateOnly to);
}
