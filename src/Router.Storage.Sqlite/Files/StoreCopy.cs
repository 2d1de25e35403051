using Router.Storage.Sqlite.Sql;
using SQLitePCL;

namespace Router.Storage.Sqlite.Files;

/// <summary>Copies a store that may be in use, at one moment, in one step: a copy in small steps would begin again with every commit.</summary>
internal static class StoreCopy
{
    /// <returns>The copy's size in bytes.</returns>
    public static long Write(string source, string target)
    {
        if (!Path.IsPathFullyQualified(target)) throw UpkeepErrors.NotAbsolute(target);
        if (File.Exists(target)) throw UpkeepErrors.Exists(target);
        var part = target + ".part";
        try
        {
            File.Delete(part);
            using (var from = new Connection(source, raw.SQLITE_OPEN_READONLY))
            using (var to = new Connection(part, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE))
            {
                from.CopyTo(to);

                // One file that needs no others beside it. The store goes back to its log when it is opened.
                _ = to.Pragma("journal_mode = DELETE");
                if (to.Pragma("quick_check(1)") is var finding && finding != "ok") throw UpkeepErrors.BadCopy(target, finding);
            }

            using (var file = new FileStream(part, FileMode.Open, FileAccess.ReadWrite)) file.Flush(flushToDisk: true);
            File.Move(part, target);
            FolderEntry.Flush(target);
            return new FileInfo(target).Length;
        }
        catch (Exception error)
        {
            Forget(part);
            if (error is IOException && File.Exists(target)) throw UpkeepErrors.Exists(target);
            if (error is SqliteError or IOException or UnauthorizedAccessException) throw UpkeepErrors.NotWritten(target, error);
            throw;
        }
    }

    private static void Forget(string part)
    {
        try
        {
            File.Delete(part);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What made the copy fail may keep its remains too; the next backup of that name deletes them.
        }
    }
}
