using SQLitePCL;

namespace Router.Storage.Sqlite.Sql;

/// <summary>One SQLite connection with its prepared statements. For one thread at a time.</summary>
internal sealed class Connection : IDisposable
{
    private readonly sqlite3 _db;
    private readonly Dictionary<string, Statement> _prepared = [];

    public Connection(string path, int flags)
    {
        NativeSqlite.Load();
        var code = raw.sqlite3_open_v2(path, out _db, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code == raw.SQLITE_OK)
        {
            _ = raw.sqlite3_extended_result_codes(_db, 1);
            _ = raw.sqlite3_busy_timeout(_db, 5000);
            return;
        }

        var error = new SqliteError(code, raw.sqlite3_errstr(code).utf8_to_string());
        _db.Dispose();
        throw error;
    }

    public bool IsReadOnly => raw.sqlite3_db_readonly(_db, "main") == 1;

    /// <summary>False while a transaction is open.</summary>
    public bool IsIdle => raw.sqlite3_get_autocommit(_db) != 0;

    /// <summary>Rows that the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_db);

    /// <summary>The statement for a text that is always the same; prepared once.</summary>
    public Statement Prepared(string sql)
    {
        if (!_prepared.TryGetValue(sql, out var statement)) _prepared.Add(sql, statement = new Statement(_db, sql));
        return statement;
    }

    /// <summary>Runs statements that are needed once.</summary>
    public void Execute(string sql)
    {
        if (raw.sqlite3_exec(_db, sql) != raw.SQLITE_OK)
            throw new SqliteError(raw.sqlite3_extended_errcode(_db), raw.sqlite3_errmsg(_db).utf8_to_string());
    }

    public string Pragma(string name)
    {
        using var statement = new Statement(_db, $"PRAGMA {name}");
        return statement.Step() ? statement.Text(0) : "";
    }

    public List<T> Many<T>(string sql, Func<Statement, T> read, params ReadOnlySpan<object?> values)
    {
        var statement = Prepared(sql);
        var rows = new List<T>();
        try
        {
            for (var i = 0; i < values.Length; i++) _ = values[i] is string text ? statement.Bind(i + 1, text) : statement.Bind(i + 1, (long?)values[i]);
            while (statement.Step()) rows.Add(read(statement));
            return rows;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>Reads row after row, keeping none.</summary>
    public void Each(string sql, Action<Statement> read)
    {
        using var statement = new Statement(_db, sql);
        while (statement.Step()) read(statement);
    }

    /// <summary>Makes another, new database an exact copy of this one, as of one moment.</summary>
    public void CopyTo(Connection target)
    {
        using var backup = raw.sqlite3_backup_init(target._db, "main", _db, "main");
        if (backup.IsInvalid) throw new SqliteError(raw.sqlite3_extended_errcode(target._db), raw.sqlite3_errmsg(target._db).utf8_to_string());
        var code = raw.sqlite3_backup_step(backup, -1);
        if (code != raw.SQLITE_DONE) throw new SqliteError(code, raw.sqlite3_errstr(code).utf8_to_string());
    }

    /// <summary>Moves what the log holds into the file, as far as readers allow.</summary>
    public void Checkpoint(int mode) => _ = raw.sqlite3_wal_checkpoint_v2(_db, "main", mode, out _, out _);

    public void Dispose()
    {
        foreach (var statement in _prepared.Values) statement.Dispose();
        _prepared.Clear();
        _db.Dispose();
    }
}
