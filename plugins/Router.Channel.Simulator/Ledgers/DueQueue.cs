namespace Router.Channel.Simulator.Ledgers;

// What is due next; equal times in the order they came.
internal sealed class DueQueue
{
    private readonly PriorityQueue<Due, (DateTimeOffset At, long Order)> _queue = new();
    private long _order;

    internal DateTimeOffset? Next => _queue.TryPeek(out var due, out _) ? due.At : null;

    internal void Add(DueKind kind, string key, DateTimeOffset at) => _queue.Enqueue(new(kind, key, at), (at, _order++));

    internal bool TryTake(DateTimeOffset now, out Due due)
    {
        if (!_queue.TryPeek(out due, out _) || due.At > now) return false;
        _queue.Dequeue();
        return true;
    }
}
