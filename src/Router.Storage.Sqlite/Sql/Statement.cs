using System.Text;
using SQLitePCL;

namespace Router.Storage.Sqlite.Sql;

/// <summary>A prepared statement, used again and again by one thread at a time. Parameters count from 1, columns from 0.</summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _handle;
    private byte[] _buffer = new byte[256];

    public Statement(sqlite3 db, string sql)
    {
        _db = db;
        if (raw.sqlite3_prepare_v3(db, sql, raw.SQLITE_PREPARE_PERSISTENT, out _handle) != raw.SQLITE_OK) throw Error();
    }

    public Statement Bind(int parameter, long? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_int64(_handle, parameter, number) : raw.sqlite3_bind_null(_handle, parameter));
        return this;
    }

    public Statement Bind(int parameter, string? value)
    {
        if (value is null)
        {
            Check(raw.sqlite3_bind_null(_handle, parameter));
        }
        else if (value.Length == 0)
        {
            // An empty span would be bound as null.
            Check(raw.sqlite3_bind_text(_handle, parameter, value));
        }
        else
        {
            if (_buffer.Length < value.Length * 3) _buffer = new byte[value.Length * 3];
            var length = Encoding.UTF8.GetBytes(value, _buffer);
            Check(raw.sqlite3_bind_text(_handle, parameter, _buffer.AsSpan(0, length)));
        }

        return this;
    }

    public Statement Bind(int parameter, ReadOnlySpan<byte> utf8)
    {
        Check(raw.sqlite3_bind_text(_handle, parameter, utf8));
        return this;
    }

    /// <summary>Moves to the next row; false, and ready to be bound again, when there is none.</summary>
    public bool Step()
    {
        switch (raw.sqlite3_step(_handle))
        {
            case raw.SQLITE_ROW:
                return true;
            case raw.SQLITE_DONE:
                Reset();
                return false;
            default:
                var error = Error();
                Reset();
                throw error;
        }
    }

    /// <summary>Runs a statement that gives no row.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    public void Reset() => _ = raw.sqlite3_reset(_handle);

    public bool IsNull(int column) => raw.sqlite3_column_type(_handle, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(_handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    /// <summary>The bytes of a text, valid until the next step.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => raw.sqlite3_column_blob(_handle, column);

    public void Dispose() => _handle.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw Error();
    }

    private SqliteError Error() => new(raw.sqlite3_extended_errcode(_db), raw.sqlite3_errmsg(_db).utf8_to_string());
}
