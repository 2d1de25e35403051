using System.Diagnostics.CodeAnalysis;

namespace Router.Hosting.Channels;

/// <summary>
/// The threads of one call. What a plugin awaits goes on here; what is more than its share waits until a thread of its own is free, so that
/// a plugin with thousands of continuations waits for itself. Thread-safe.
/// </summary>
internal sealed class CallThreads(PluginThreads owner, string plugin) : SynchronizationContext
{
    public const int Max = 8;
    private readonly Lock _gate = new();
    private readonly Queue<Piece> _waiting = new();
    private int _running;

    public override void Post(SendOrPostCallback d, object? state) => Begin(() => Quietly(d, state), null);

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    /// <param name="work">Plugin code; it must not throw. It gets the culture and the async-local values that are here, and leaves them so.</param>
    /// <param name="after">Ours, done on the same thread once that is as it was.</param>
    public void Begin(Action work, Action? after)
    {
        var piece = new Piece(ExecutionContext.Capture(), work, after);
        if (PluginThread.Uninterrupted(() => HasThreadFor(piece))) owner.Start(plugin, () => Run(piece));
    }

    [SuppressMessage("Design", "CA1031", Justification = "An async void method of a plugin ends here; on this thread it would end the process.")]
    private static void Quietly(SendOrPostCallback d, object? state)
    {
        try
        {
            d(state);
        }
        catch (Exception)
        {
            // Whose call it was cannot be told.
        }
    }

    private bool HasThreadFor(Piece piece)
    {
        lock (_gate)
        {
            if (_running < Max)
            {
                _running++;
                return true;
            }

            _waiting.Enqueue(piece);
            return false;
        }
    }

    private bool Run(Piece? piece)
    {
        var isClean = true;
        while (piece is not null)
        {
            SetSynchronizationContext(this);
            if (piece.Context is null) piece.Work();
            else ExecutionContext.Run(piece.Context, static state => ((Action)state!)(), piece.Work);
            isClean &= PluginThread.Cleaned();
            piece.After?.Invoke();
            PluginThread.Uninterrupted(() => TakeNext(out piece));
        }

        SetSynchronizationContext(null);
        return isClean;
    }

    private bool TakeNext(out Piece? piece)
    {
        lock (_gate)
        {
            if (_waiting.TryDequeue(out piece)) return true;
            _running--;
            return false;
        }
    }

    private sealed record Piece(ExecutionContext? Context, Action Work, Action? After);
}
