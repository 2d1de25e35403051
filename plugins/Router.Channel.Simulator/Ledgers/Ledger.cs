namespace Router.Channel.Simulator.Ledgers;

// The ledger of one account. Several instances may use one file at once: each takes the lock, reads what the others appended, decides,
// and appends its own lines before it answers.
internal sealed class Ledger(string folder, string accountId, TimeProvider time, Action<string> warn) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _path = Path.Combine(folder, accountId + ".ledger.jsonl");
    private readonly string _lockPath = Path.Combine(folder, accountId + ".ledger.lock");
    private LedgerFile? _file;
    private bool _disposed;

    internal Book Book { get; } = new();

    // Runs one decision with the ledger to itself. It must not wait for anything.
    internal T Use<T>(Func<DateTimeOffset, T> decide)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_file is null) Directory.CreateDirectory(folder);
            using var held = LedgerLock.Take(_lockPath);
            _file ??= new LedgerFile(_path, warn);
            _file.ReadNew(Book.Apply);
            return decide(time.GetUtcNow());
        }
    }

    // Writes a line, then lets it count. Only inside Use.
    internal void Append(LedgerEvent line)
    {
        (_file ?? throw new InvalidOperationException("The ledger is written inside Use only.")).Append(line);
        Book.Apply(line);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _file?.Dispose();
        }
    }
}
