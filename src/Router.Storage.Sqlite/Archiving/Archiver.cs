using Router.Core.Store;
using Router.Storage.Sqlite.Files;
using Router.Storage.Sqlite.Reading;
using Router.Storage.Sqlite.Writing;

namespace Router.Storage.Sqlite.Archiving;

/// <summary>
/// Moves old orders out page by page: written and flushed to the archive file first, then deleted in small transactions between those of
/// payments. A kill in between leaves orders that stand in both places, never in neither.
/// </summary>
internal sealed class Archiver(ReaderPool pool, StoreReader reader, GroupWriter writer)
{
    private const int Step = 25, KeyPage = 500;

    public async Task<ArchiveReport> RunAsync(ArchiveRequest request)
    {
        long archived = 0, kept = 0;
        using (var file = ArchiveFile.Create(request.File))
        {
            var orders = new OldOrders(pool, reader);
            for (var after = ""; after is not null;)
            {
                var page = orders.Page(after, request.Before, out var last);
                foreach (var step in page.Where(order => order.MayLeave(request)).Chunk(Step))
                {
                    file.Write(step);
                    archived += await writer.WriteAsync(session => session.Archive(step)).ConfigureAwait(false);
                }

                kept += page.Count;
                after = last;
            }
        }

        return new(archived, kept - archived, request.KeysBefore is { } time ? await ForgetKeysAsync(time).ConfigureAwait(false) : 0);
    }

    private async Task<long> ForgetKeysAsync(DateTimeOffset before)
    {
        long forgotten = 0;
        for (var (merchant, key) = ("", ""); ;)
        {
            var page = reader.KeysWithoutOrder(before, merchant, key, KeyPage);
            if (page.Count == 0) return forgotten;
            foreach (var step in page.Chunk(Step * 4)) forgotten += await writer.WriteAsync(session => session.ForgetKeys(step)).ConfigureAwait(false);
            (merchant, key) = page[^1];
        }
    }
}
