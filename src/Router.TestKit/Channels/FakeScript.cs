namespace Router.TestKit.Channels;

/// <summary>
/// What a fake channel answers to one operation: the answers put in, one a call, then the channel's own answer from its ledger. Not
/// thread-safe: a test drives its channels from one thread.
/// </summary>
/// <typeparam name="TRequest">What the engine asks.</typeparam>
/// <typeparam name="TAnswer">What the channel answers.</typeparam>
public sealed class FakeScript<TRequest, TAnswer>
{
    private readonly Queue<Func<TRequest, CancellationToken, Task<TAnswer>>> _next = new();

    /// <summary>Answers every call that no queued answer takes; null: the ledger answers.</summary>
    public Func<TRequest, CancellationToken, Task<TAnswer>>? Always { get; set; }

    /// <summary>How many queued answers are left.</summary>
    public int Left => _next.Count;

    /// <summary>Queues an answer; null is what a broken plugin may answer too.</summary>
    /// <param name="answer">The answer.</param>
    public FakeScript<TRequest, TAnswer> Then(TAnswer? answer) => Then((_, _) => Task.FromResult(answer!));

    /// <summary>Queues an answer made from the request: it may throw, wait, or never return.</summary>
    /// <param name="answer">Makes the answer.</param>
    public FakeScript<TRequest, TAnswer> Then(Func<TRequest, CancellationToken, Task<TAnswer>> answer)
    {
        _next.Enqueue(answer);
        return this;
    }

    internal Task<TAnswer> AnswerAsync(TRequest request, Func<TRequest, TAnswer> byLedger, CancellationToken cancellationToken)
    {
        if (_next.TryDequeue(out var next)) return next(request, cancellationToken);
        return Always is { } always ? always(request, cancellationToken) : Task.FromResult(byLedger(request));
    }
}
