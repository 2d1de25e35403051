namespace Router.Storage.Sqlite.Writing;

/// <summary>Something for the writer to do inside a transaction, and the caller who waits until that transaction is on disk.</summary>
internal sealed class PendingWrite(Func<WriteSession, int> apply)
{
    // The continuation must not run on the writer's thread.
    private readonly TaskCompletionSource<int> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _result;

    public Task<int> Done => _done.Task;

    public void Apply(WriteSession session) => _result = apply(session);

    public void Complete() => _done.TrySetResult(_result);

    public void Fail(Exception error) => _done.TrySetException(error);
}
