using System.Diagnostics.CodeAnalysis;
using Router.Core.Channels;

namespace Router.Hosting.Channels;

/// <summary>
/// Threads on which plugin calls begin and, unless a plugin asks for other ones with ConfigureAwait(false), go on: one that a plugin blocks
/// is lost to that call and harms nobody else. There are never more than calls under way, which the bulkheads bound; those without work
/// end. Thread-safe.
/// </summary>
internal sealed class PluginThreads : IPluginThreads
{
    private const int IdleMax = 16;

    // The pool grows by a thread or two a second beyond its minimum; so many may be blocked by plugins before anybody waits for that.
    private const int PoolThreads = 64;
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private readonly List<Worker> _idle = [];
    private int _busy;

    public PluginThreads()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        if (workers < PoolThreads) ThreadPool.SetMinThreads(PoolThreads, completions);
    }

    /// <summary>How many threads plugin code is on now.</summary>
    public int Busy => Volatile.Read(ref _busy);

    public async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        var begun = new TaskCompletionSource<Task<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var context = ExecutionContext.Capture();
        Start(() => OnThisThread(context, () => begun.SetResult(Begin(call))));
        return await (await begun.Task.ConfigureAwait(false)).ConfigureAwait(false);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever plugin code throws is a result here; on this thread it would end the process.")]
    private static Task<T> Begin<T>(Func<Task<T>> call)
    {
        try
        {
            return call();
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    // What the work does to culture, principal and async-local values ends with it.
    private void OnThisThread(ExecutionContext? context, Action work)
    {
        SynchronizationContext.SetSynchronizationContext(new GoingOn(this));
        if (context is null) work();
        else ExecutionContext.Run(context, static state => ((Action)state!)(), work);
    }

    private void Start(Action work)
    {
        Worker? worker = null;
        lock (_gate)
        {
            if (_idle.Count > 0)
            {
                worker = _idle[^1];
                _idle.RemoveAt(_idle.Count - 1);
            }
        }

        Interlocked.Increment(ref _busy);
        (worker ?? new Worker(this)).Give(work);
    }

    private bool Rest(Worker worker)
    {
        Interlocked.Decrement(ref _busy);
        lock (_gate)
        {
            if (_idle.Count >= IdleMax) return false;
            _idle.Add(worker);
            return true;
        }
    }

    // False where somebody has just taken it out: there is work for it.
    private bool Leave(Worker worker)
    {
        lock (_gate) return _idle.Remove(worker);
    }

    private sealed class GoingOn(PluginThreads owner) : SynchronizationContext
    {
        [SuppressMessage("Design", "CA1031", Justification = "An async void method of a plugin ends here; on this thread it would end the process.")]
        public override void Post(SendOrPostCallback d, object? state)
        {
            var context = ExecutionContext.Capture();
            owner.Start(() => owner.OnThisThread(context, () =>
            {
                try
                {
                    d(state);
                }
                catch (Exception)
                {
                    // Whose call it was cannot be told.
                }
            }));
        }

        public override void Send(SendOrPostCallback d, object? state) => d(state);

        public override SynchronizationContext CreateCopy() => this;
    }

    private sealed class Worker(PluginThreads owner)
    {
        // Waiting on a monitor goes to sleep at once; a semaphore would first spin, twice for every payment.
        private readonly object _gate = new();
        private Action? _work;
        private bool _isRunning;

        public void Give(Action work)
        {
            lock (_gate)
            {
                _work = work;
                Monitor.Pulse(_gate);
            }

            if (_isRunning) return;
            _isRunning = true;
            new Thread(Run) { IsBackground = true, Name = "plugin call" }.UnsafeStart();
        }

        private void Run()
        {
            do
            {
                if (Take() is not { } work) return;
                work();
                Thread.CurrentThread.IsBackground = true;
            }
            while (owner.Rest(this));
        }

        // Null: nothing came for a while, and nothing can come any more.
        private Action? Take()
        {
            lock (_gate)
            {
                while (_work is null)
                    if (!Monitor.Wait(_gate, s_idle) && _work is null && owner.Leave(this)) return null;
                var work = _work;
                _work = null;
                return work;
            }
        }
    }
}
