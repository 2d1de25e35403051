namespace Router.Core.Health;

/// <summary>One call of an operation, from its beginning to its answer. Disposed without an answer, it was not made after all.</summary>
public sealed class OperationTicket : IDisposable
{
    private readonly Action<bool?> _report;
    private int _reported;

    internal OperationTicket(Action<bool?> report) => _report = report;

    /// <param name="answered">Whether the channel gave an answer that can be believed, in time.</param>
    public void Complete(bool answered) => Report(answered);

    public void Dispose() => Report(null);

    private void Report(bool? answered)
    {
        if (Interlocked.Exchange(ref _reported, 1) == 0) _report(answered);
    }
}
