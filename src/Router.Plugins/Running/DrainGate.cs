namespace Router.Plugins.Running;

/// <summary>Counts who is inside. Once retired it lets nobody in, and says when the last one has left.</summary>
internal sealed class DrainGate
{
    private const long Retired = 1L << 62;
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _state;

    public int Inside => (int)(Volatile.Read(ref _state) & ~Retired);

    public bool TryEnter()
    {
        var seen = Volatile.Read(ref _state);
        while ((seen & Retired) == 0)
        {
            var before = Interlocked.CompareExchange(ref _state, seen + 1, seen);
            if (before == seen)
                return true;
            seen = before;
        }
        return false;
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _state) == Retired)
            _empty.TrySetResult();
    }

    public Task RetireAsync()
    {
        if ((Interlocked.Or(ref _state, Retired) & ~Retired) == 0)
            _empty.TrySetResult();
        return _empty.Task;
    }
}
