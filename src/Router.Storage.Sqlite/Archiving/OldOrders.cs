using Router.Storage.Sqlite.Reading;
using Router.Storage.Sqlite.Sql;

namespace Router.Storage.Sqlite.Archiving;

/// <summary>Walks the store from its oldest order on.</summary>
internal sealed class OldOrders(ReaderPool pool, StoreReader reader)
{
    private const int PageSize = 200;

    /// <param name="after">The last id of the page before; empty: begin.</param>
    /// <param name="before">Only orders created before this: none can have ended earlier.</param>
    /// <param name="last">The last id that was looked at; null: there is nothing older than that time behind it.</param>
    public List<OldOrder> Page(string after, DateTimeOffset before, out string? last)
    {
        var heads = pool.Many(
            "SELECT id, created_at, is_final FROM payments WHERE id > ? ORDER BY id LIMIT ?",
            row => (Id: row.Text(0), CreatedAt: Instant.FromStored(row.Long(1)), IsFinal: row.Long(2) != 0),
            after, (long)PageSize);

        // Ids are ordered by time: a page of younger orders only is the end.
        last = heads.Any(head => head.CreatedAt < before) ? heads[^1].Id : null;
        return [.. heads.Where(head => head.IsFinal && head.CreatedAt < before).Select(head => Read(head.Id)).OfType<OldOrder>()];
    }

    private OldOrder? Read(string id) => reader.Payment(id) is { } payment ? new(payment, reader.RefundsOf(id), reader.OutboxOf(id)) : null;
}
