using Router.Core.Store;
using Router.Storage.Sqlite.Sql;
using SQLitePCL;

namespace Router.Storage.Sqlite;

/// <summary>Turns what SQLite says into what the caller can act on.</summary>
internal sealed class StoreFailures(string path)
{
    public StoreUnavailableException Closed() => new($"RTR4012: the order store {path} is closed: the process is stopping. Nothing was written.");

    public StoreUnavailableException Of(Exception error, string deed) => new($"{Text(error, deed)} ({error.Message})", error);

    private string Text(Exception error, string deed) => (error as SqliteError)?.Code switch
    {
        raw.SQLITE_FULL =>
            $"RTR4010: the disk of the order store {path} is full. Free some space there; the store goes on by itself, without a restart.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
            $"RTR4013: the order store {path} is held by another program. End whatever has it open (a backup, the sqlite3 shell) and ask again.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB =>
            $"RTR4002: the order store {path} is damaged. Stop the process, keep a copy of the file and its -wal, and put back the last backup.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM =>
            $"RTR4004: the order store {path} cannot be written. Give the process write permission on the file and its folder.",
        _ => $"RTR4011: the order store {path} did not {deed}. Look at the disk and the system's log, then ask again.",
    };
}
