using System.Globalization;
using Router.Storage.Sqlite.Sql;
using SQLitePCL;

namespace Router.Storage.Sqlite.Opening;

/// <summary>Opens the file for writing: checked, marked as ours, at the newest schema, with its log and flushing switched on.</summary>
internal static class StoreFile
{
    public static Connection Open(string path, bool check)
    {
        Connection? connection = null;
        try
        {
            connection = new Connection(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
            Prepare(connection, path, check);
            return connection;
        }
        catch (Exception error)
        {
            // Without the right to write even the log cannot be looked at, and SQLite says only that it cannot open something.
            var cannotWrite = connection?.IsReadOnly == true && error is SqliteError { Code: raw.SQLITE_CANTOPEN };
            connection?.Dispose();
            if (cannotWrite) throw OpenErrors.ReadOnly(path);
            if (error is SqliteError sqlite) throw Explain(path, sqlite);
            throw;
        }
    }

    private static void Prepare(Connection connection, string path, bool check)
    {
        // The first look at the file: what is no database shows here.
        var version = connection.Pragma("user_version");
        var isEmpty = connection.Many("SELECT COUNT(*) FROM sqlite_master", s => s.Long(0))[0] == 0;
        var isOurs = connection.Pragma("application_id") == Migrations.ApplicationId.ToString(CultureInfo.InvariantCulture);
        if (!isEmpty && !isOurs) throw OpenErrors.Foreign(path);
        if (connection.IsReadOnly) throw OpenErrors.ReadOnly(path);
        if (!int.TryParse(version, CultureInfo.InvariantCulture, out var present) || present > Migrations.Newest)
            throw OpenErrors.NewerSchema(path, version, Migrations.Newest);
        if (check && connection.Pragma("quick_check(1)") is var finding && finding != "ok") throw OpenErrors.Damaged(path, finding);

        var mode = connection.Pragma("journal_mode = WAL");
        if (mode != "wal") throw OpenErrors.NoLog(path, mode);
        connection.Execute($"""
            PRAGMA synchronous = FULL;
            PRAGMA wal_autocheckpoint = 0;
            PRAGMA cache_size = -65536;
            PRAGMA temp_store = MEMORY;
            PRAGMA application_id = {Migrations.ApplicationId};
            """);
        Migrations.Apply(connection, present);
    }

    private static SqliteStoreException Explain(string path, SqliteError error) => error.Code switch
    {
        raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => OpenErrors.Damaged(path, error.Message, error),
        raw.SQLITE_READONLY or raw.SQLITE_PERM => OpenErrors.ReadOnly(path),
        _ => OpenErrors.Other(path, error),
    };
}
