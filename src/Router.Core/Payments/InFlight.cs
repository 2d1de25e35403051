namespace Router.Core.Payments;

/// <summary>Counts the calls under way and refuses new ones once the engine is stopping. Thread-safe.</summary>
public sealed class InFlight
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _empty;
    private int _count;
    private bool _stopping;

    public int Count
    {
        get
        {
            lock (_gate) return _count;
        }
    }

    /// <summary>True from the moment on when new calls are refused.</summary>
    public bool IsStopping
    {
        get
        {
            lock (_gate) return _stopping;
        }
    }

    /// <returns>A place, to be disposed; null where the engine is stopping.</returns>
    public IDisposable? TryEnter()
    {
        lock (_gate)
        {
            if (_stopping) return null;
            _count++;
            return new Place(this);
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

    private void Leave()
    {
        TaskCompletionSource? empty = null;
        lock (_gate)
        {
            if (--_count == 0) empty = _empty;
        }

        empty?.TrySetResult();
    }

    private sealed class Place(InFlight owner) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) owner.Leave();
        }
    }
}
