namespace Router.Core.Payments;

/// <summary>What a caller of the engine wants; each kind has as many places, so that none keeps out another.</summary>
public enum CallKind
{
    /// <summary>A new payment, or something that changes one.</summary>
    Payment,
    LookUp,
    Refund,
    Notification,
}

/// <summary>
/// Counts the calls under way, refuses more than the engine can hold, and all new ones once it is stopping. What is refused here has stored
/// and sent nothing. Thread-safe.
/// </summary>
public sealed class InFlight(EngineSettings? settings = null)
{
    private readonly Lock _gate = new();
    private readonly int _most = (settings ?? new()).MaxInFlight;
    private readonly int[] _counts = new int[Enum.GetValues<CallKind>().Length];
    private TaskCompletionSource? _empty;
    private int _count;
    private volatile bool _stopping;

    public int Count
    {
        get
        {
            lock (_gate) return _count;
        }
    }

    /// <summary>True from the moment on when new calls are refused.</summary>
    public bool IsStopping => _stopping;

    /// <param name="kind">What for.</param>
    /// <param name="refused">Why there is no place; null where there is.</param>
    /// <returns>A place, to be disposed.</returns>
    public IDisposable? TryEnter(CallKind kind, out RouterError? refused)
    {
        lock (_gate)
        {
            refused = _stopping ? RouterError.Stopping() : _counts[(int)kind] >= _most ? RouterError.Overloaded() : null;
            if (refused is not null) return null;
            _count++;
            _counts[(int)kind]++;
            return new Place(this, kind);
        }
    }

    /// <summary>Refuses new calls from now on and completes when the last one under way has ended.</summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            _stopping = true;
            if (_count == 0) return Task.CompletedTask;
            _empty ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _empty.Task;
        }
    }

    private void Leave(CallKind kind)
    {
        TaskCompletionSource? empty = null;
        lock (_gate)
        {
            _counts[(int)kind]--;
            if (--_count == 0) empty = _empty;
        }

        empty?.TrySetResult();
    }

    private sealed class Place(InFlight owner, CallKind kind) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) owner.Leave(kind);
        }
    }
}
