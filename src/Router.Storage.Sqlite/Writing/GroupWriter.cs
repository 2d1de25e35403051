using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Router.Core.Store;
using Router.Core.Telemetry;
using Router.Storage.Sqlite.Sql;
using SQLitePCL;

namespace Router.Storage.Sqlite.Writing;

/// <summary>
/// The one writer: a thread that owns the one connection that writes and checkpoints. Whatever waits when it comes round becomes one
/// transaction, and so one flush of the disk; callers go on only after it.
/// </summary>
internal sealed class GroupWriter
{
    private const int QueueLength = 4096;
    private const int MaxBatch = 512;
    private const int TransactionsPerCheckpoint = 64;

    private readonly Channel<PendingWrite> _queue = Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly Channel<ChannelExchange> _exchanges;
    private readonly Connection _connection;
    private readonly WriteSession _session;
    private readonly StoreFailures _failures;
    private readonly ILogger _logger;
    private readonly RouterMeter? _meter;
    private readonly Thread _thread;
    private long _transactionCount;

    public GroupWriter(Connection connection, StoreFailures failures, ILogger logger, RouterMeter? meter)
    {
        _connection = connection;
        _session = new WriteSession(connection);
        _failures = failures;
        _logger = logger;
        _meter = meter;
        _exchanges = Channel.CreateBounded<ChannelExchange>(
            new BoundedChannelOptions(QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite },
            dropped => StoreLog.ExchangeDropped(_logger, dropped.Number));
        _thread = new Thread(Run) { IsBackground = true, Name = "order-store-writer" };
        _thread.Start();
    }

    /// <summary>How many transactions were committed.</summary>
    public long TransactionCount => Interlocked.Read(ref _transactionCount);

    /// <summary>How many writes wait in the queue; their callers and those beyond it wait alike.</summary>
    internal int QueuedCount => _queue.Reader.Count;

    /// <summary>Runs something in the next transaction; completes when that is on disk.</summary>
    public async Task<int> WriteAsync(Func<WriteSession, int> apply)
    {
        var write = new PendingWrite(apply);
        try
        {
            await _queue.Writer.WriteAsync(write).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw _failures.Closed();
        }

        return await write.Done.ConfigureAwait(false);
    }

    /// <summary>Exchanges ride with the next transaction; nobody waits for them, and what is too much is dropped.</summary>
    public void Append(ChannelExchange exchange) => _exchanges.Writer.TryWrite(exchange);

    /// <summary>Writes what is queued, refuses more, and closes the connection.</summary>
    public void Close()
    {
        if (_queue.Writer.TryComplete()) _thread.Join();
    }

    private void Run()
    {
        var batch = new List<PendingWrite>(MaxBatch);
        var exchanges = new List<ChannelExchange>();
        var sinceCheckpoint = 0;
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Fill(batch, _queue.Reader, MaxBatch);
            Fill(exchanges, _exchanges.Reader, QueueLength);
            Write(batch, exchanges);
            if (++sinceCheckpoint < TransactionsPerCheckpoint) continue;
            _connection.Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE);
            sinceCheckpoint = 0;
        }

        Fill(exchanges, _exchanges.Reader, QueueLength);
        if (exchanges.Count > 0) Write([], exchanges);
        _connection.Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE);
        _connection.Dispose();
    }

    private static void Fill<T>(List<T> items, ChannelReader<T> reader, int limit)
    {
        items.Clear();
        while (items.Count < limit && reader.TryRead(out var item)) items.Add(item);
    }

    private void Write(List<PendingWrite> batch, List<ChannelExchange> exchanges)
    {
        var began = _meter is { TimesCommits: true } ? Stopwatch.GetTimestamp() : 0;
        var error = TryCommit(batch, exchanges);
        if (began != 0) _meter!.Commit(Stopwatch.GetElapsedTime(began), batch.Count, error is null);
        if (error is null)
        {
            foreach (var write in batch) write.Complete();
        }
        else if (exchanges.Count > 0)
        {
            StoreLog.ExchangesLost(_logger, error, exchanges.Count);
            Write(batch, []);
        }
        else if (batch.Count > 1 && error is not SqliteError { IsOfTheStore: true })
        {
            // One of them cannot be written: it must not take the others with it.
            foreach (var write in batch) Write([write], []);
        }
        else
        {
            StoreLog.WriteFailed(_logger, error, batch.Count);
            foreach (var write in batch) write.Fail(_failures.Of(error, "write"));
        }
    }

    private Exception? TryCommit(List<PendingWrite> batch, List<ChannelExchange> exchanges)
    {
        try
        {
            _connection.Prepared("BEGIN IMMEDIATE").Run();
            foreach (var exchange in exchanges) _session.AppendExchange(exchange);
            foreach (var write in batch) write.Apply(_session);
            _connection.Prepared("COMMIT").Run();
            Interlocked.Increment(ref _transactionCount);
            return null;
        }
#pragma warning disable CA1031 // Whatever it is, its callers must hear of it and the writer must go on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            RollBack();
            return error;
        }
    }

    private void RollBack()
    {
        if (_connection.IsIdle) return;
        try
        {
            _connection.Execute("ROLLBACK");
        }
        catch (SqliteError error)
        {
            StoreLog.RollbackFailed(_logger, error);
        }
    }
}
