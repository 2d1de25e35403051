using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Router.Core.Bills;
using Router.Core.Orders;
using Router.Core.Store;
using Router.Core.Telemetry;
using Router.Storage.Sqlite.Archiving;
using Router.Storage.Sqlite.Checking;
using Router.Storage.Sqlite.Files;
using Router.Storage.Sqlite.Opening;
using Router.Storage.Sqlite.Reading;
using Router.Storage.Sqlite.Sql;
using Router.Storage.Sqlite.Writing;

namespace Router.Storage.Sqlite;

/// <summary>
/// The embedded order store: one SQLite file, one writer, many readers. A commit that has returned has been flushed to the disk.
/// Thread-safe. Disposing writes what is queued, empties the log into the file and lets other processes have it.
/// </summary>
public sealed class SqliteOrderStore : IOrderStore, IStoreUpkeep, IOrderArchives, IAsyncDisposable, IDisposable
{
    private const int DeleteStep = 1000;
    private readonly string _path;
    private readonly FileStream _lock;
    private readonly GroupWriter _writer;
    private readonly ReaderPool _readers;
    private readonly StoreReader _reader;

    private SqliteOrderStore(string path, FileStream fileLock, Connection connection, ILogger logger, RouterMeter? meter)
    {
        var failures = new StoreFailures(path);
        _path = path;
        _lock = fileLock;
        _readers = new ReaderPool(path, failures);
        _reader = new StoreReader(_readers);
        _writer = new GroupWriter(connection, failures, logger, meter);
        StoreLog.Opened(logger, path, NativeSqlite.Version, Migrations.Newest);
    }

    internal long TransactionCount => _writer.TransactionCount;

    /// <summary>Opens the store, making file and folder where they are missing.</summary>
    /// <exception cref="SqliteStoreException">It cannot be opened; the message says why and what to do.</exception>
    public static SqliteOrderStore Open(SqliteOrderStoreOptions options, ILogger<SqliteOrderStore>? logger = null, RouterMeter? meter = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var path = Path.GetFullPath(options.Path);
        var fileLock = StoreLock.Take(path);
        try
        {
            return new SqliteOrderStore(path, fileLock, StoreFile.Open(path, options.CheckOnOpen), logger ?? NullLogger<SqliteOrderStore>.Instance, meter);
        }
        catch
        {
            fileLock.Dispose();
            throw;
        }
    }

    public async ValueTask<CommitResult> CommitAsync(OrderCommit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var prepared = new PreparedCommit(commit);
        return (CommitResult)await _writer.WriteAsync(session => (int)session.Commit(prepared)).ConfigureAwait(false);
    }

    public ValueTask<PaymentOrder?> FindPaymentAsync(string paymentId) => new(_reader.Payment(paymentId));

    public ValueTask<PaymentOrder?> FindPaymentByOrderNoAsync(string merchant, string merchantOrderNo) =>
        new(_reader.PaymentByOrderNo(merchant, merchantOrderNo));

    public ValueTask<PaymentOrder?> FindPaymentByAttemptAsync(string attemptNumber) => new(_reader.PaymentByAttempt(attemptNumber));

    public ValueTask<RefundOrder?> FindRefundAsync(string refundId) => new(_reader.Refund(refundId));

    public ValueTask<RefundOrder?> FindRefundByNumberAsync(string refundNumber) => new(_reader.RefundByNumber(refundNumber));

    public ValueTask<RefundOrder?> FindRefundByMerchantNoAsync(string merchant, string merchantRefundNo) =>
        new(_reader.RefundByMerchantNo(merchant, merchantRefundNo));

    public ValueTask<IReadOnlyList<RefundOrder>> RefundsOfAsync(string paymentId) => new(_reader.RefundsOf(paymentId));

    public ValueTask<IdempotencyRow?> FindIdempotencyAsync(string merchant, string key) => new(_reader.Idempotency(merchant, key));

    public ValueTask<IReadOnlyList<PaymentOrder>> DuePaymentsAsync(DateTimeOffset now, int limit) => new(_reader.DuePayments(now, limit));

    public ValueTask<IReadOnlyList<RefundOrder>> DueRefundsAsync(DateTimeOffset now, int limit) => new(_reader.DueRefunds(now, limit));

    public ValueTask<IReadOnlyList<OutboxRecord>> DueOutboxAsync(DateTimeOffset now, int limit) => new(_reader.DueOutbox(now, limit));

    public ValueTask<IReadOnlyList<OutboxRecord>> OutboxOfAsync(string paymentId) => new(_reader.OutboxOf(paymentId));

    public ValueTask<IReadOnlyList<PaymentOrder>> ListPaymentsAsync(PaymentFilter filter) => new(_reader.Payments(filter));

    public ValueTask<AccountUse> UseOfAccountAsync(string accountId, DateTimeOffset refundableSince) =>
        new(_reader.UseOfAccount(accountId, refundableSince));

    public ValueTask<IReadOnlyList<string>> PaymentsNeedingAsync(string accountId, string after, int limit) =>
        new(_reader.PaymentsNeeding(accountId, after, limit));

    public ValueTask<IReadOnlyList<Booking>> BookingsAsync(BookingFilter filter) => new(_reader.Bookings(filter));

    public ValueTask<IReadOnlyList<DayUse>> UseOfDayAsync(string accountId, DateOnly day) => new(_reader.UseOfDay(accountId, day));

    public ValueTask AppendExchangeAsync(ChannelExchange exchange)
    {
        _writer.Append(exchange);
        return ValueTask.CompletedTask;
    }

    public async ValueTask<IReadOnlyList<ChannelExchange>> ExchangesOfAsync(string number)
    {
        // Exchanges wait for the next transaction: make one, so that what was appended is seen.
        await _writer.WriteAsync(_ => 0).ConfigureAwait(false);
        return _reader.ExchangesOf(number);
    }

    public async ValueTask SaveDocumentAsync(string name, string content) => await _writer.WriteAsync(session =>
    {
        session.SaveDocument(name, content);
        return 0;
    }).ConfigureAwait(false);

    public ValueTask<string?> LoadDocumentAsync(string name) => new(_reader.Document(name));

    public async ValueTask DeleteExchangesBeforeAsync(DateTimeOffset time)
    {
        while (await _writer.WriteAsync(session => session.DeleteExchanges(time, DeleteStep)).ConfigureAwait(false) == DeleteStep)
        {
        }
    }

    public async ValueTask DeleteMessagesBeforeAsync(DateTimeOffset time)
    {
        // They stand in the order in which they became true: the first younger one is the end.
        for (var after = 0L; ;)
        {
            var page = _reader.MessagesAfter(after, DeleteStep);
            var old = page.TakeWhile(m => m.CreatedAt < time).ToList();
            var done = old.Where(m => m.IsDone).Select(m => m.Seq).ToList();
            if (done.Count > 0) await _writer.WriteAsync(session => session.DeleteMessages(done)).ConfigureAwait(false);
            if (old.Count < DeleteStep) return;
            after = old[^1].Seq;
        }
    }

    // A thread of its own: both take as long as the file is large.
    public async ValueTask<long> BackupAsync(string file) => await Task.Run(() => StoreCopy.Write(_path, file)).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<string>> VerifyAsync() => await Task.Run(() => StoreCheck.Run(_path)).ConfigureAwait(false);

    public async ValueTask<ArchiveReport> ArchiveAsync(ArchiveRequest request) =>
        await Task.Run(() => new Archiver(_readers, _reader, _writer).RunAsync(request)).ConfigureAwait(false);

    public async ValueTask<IArchivedOrders> OpenArchivesAsync(IReadOnlyList<string> files, string accountId, DateOnly from, DateOnly to) =>
        await Task.Run(() => ArchiveIndex.Open(files, accountId, from, to)).ConfigureAwait(false);

    public void Dispose()
    {
        _writer.Close();
        _readers.Dispose();
        _lock.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        // Blocks for as long as the queue takes to be written; there is nothing to wait for but the disk.
        Dispose();
        return ValueTask.CompletedTask;
    }
}
