using SQLitePCL;

namespace Router.Storage.Sqlite.Sql;

/// <summary>What SQLite itself says. Does not leave this assembly.</summary>
internal sealed class SqliteError(int code, string message) : Exception($"{message} (SQLite {code})")
{
    /// <summary>The primary code: SQLITE_FULL, SQLITE_BUSY, …</summary>
    public int Code { get; } = code & 0xFF;

    /// <summary>True where the file or disk is to blame and not what was written, so that writing it alone would fail too.</summary>
    public bool IsOfTheStore => Code is raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_READONLY
        or raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_CANTOPEN or raw.SQLITE_NOMEM or raw.SQLITE_PERM;
}
