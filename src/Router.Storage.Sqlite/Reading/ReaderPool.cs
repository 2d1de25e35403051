using System.Collections.Concurrent;
using Router.Storage.Sqlite.Sql;
using SQLitePCL;

namespace Router.Storage.Sqlite.Reading;

/// <summary>Connections that only read, each used by one caller at a time.</summary>
internal sealed class ReaderPool(string path, StoreFailures failures) : IDisposable
{
    private const int MaxIdle = 16;
    private readonly ConcurrentBag<Connection> _idle = [];
    private volatile bool _isClosed;

    public List<T> Many<T>(string sql, Func<Statement, T> read, params ReadOnlySpan<object?> values)
    {
        if (_isClosed) throw failures.Closed();
        Connection? connection = null;
        try
        {
            if (!_idle.TryTake(out connection)) connection = new Connection(path, raw.SQLITE_OPEN_READONLY);
            var rows = connection.Many(sql, read, values);
            GiveBack(connection);
            return rows;
        }
        catch (Exception error)
        {
            // A connection that has failed once is not trusted again.
            connection?.Dispose();
            if (error is SqliteError) throw failures.Of(error, "read");
            throw;
        }
    }

    public T? One<T>(string sql, Func<Statement, T> read, params ReadOnlySpan<object?> values)
        where T : class => Many(sql, read, values) is [var row, ..] ? row : null;

    public void Dispose()
    {
        _isClosed = true;
        while (_idle.TryTake(out var connection)) connection.Dispose();
    }

    private void GiveBack(Connection connection)
    {
        if (_isClosed || _idle.Count >= MaxIdle) connection.Dispose();
        else _idle.Add(connection);
    }
}
