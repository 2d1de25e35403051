using System.Diagnostics.CodeAnalysis;
using Router.Core.Channels;

namespace Router.Hosting.Channels;

/// <summary>
/// Threads on which plugin calls begin and, unless a plugin asks for other ones with ConfigureAwait(false), go on: one that a plugin blocks
/// is lost to that call and harms nobody else. A call has at most <see cref="CallThreads.Max"/>, and how many calls there are the bulkheads
/// bound. A thread that one plugin was on is never lent to another; those without work end. Thread-safe.
/// </summary>
internal sealed class PluginThreads : IPluginThreads
{
    private const int IdleMax = 16;

    // The pool grows by a thread or two a second beyond its minimum; so many may be blocked by plugins before anybody waits for that: every
    // payment and query of two accounts with the usual 64 places.
    private const int PoolThreads = 256;
    private readonly Lock _gate = new();
    private readonly List<PluginThread> _idle = [];
    private int _busy;

    public PluginThreads()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        if (workers < PoolThreads) ThreadPool.SetMinThreads(PoolThreads, completions);
    }

    /// <summary>How many threads plugin code is on now.</summary>
    public int Busy => Volatile.Read(ref _busy);

    public async Task<T> RunAsync<T>(PluginCall call, Func<Task<T>> work)
    {
        var begun = new TaskCompletionSource<Task<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<T>? working = null;
        new CallThreads(this, call.ChannelId).Begin(() => working = Begin(work), () => begun.SetResult(working!));
        return await (await begun.Task.ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Runs this on a thread of the plugin's; what it returns says whether the thread is as it was.</summary>
    public void Start(string plugin, Func<bool> work)
    {
        PluginThread? thread = null;
        lock (_gate)
        {
            var at = _idle.FindLastIndex(t => t.Plugin == plugin);
            if (at >= 0)
            {
                thread = _idle[at];
                _idle.RemoveAt(at);
            }
        }

        Interlocked.Increment(ref _busy);
        (thread ?? new PluginThread(this, plugin)).Give(work);
    }

    public void Ended() => Interlocked.Decrement(ref _busy);

    /// <returns>False where there are enough.</returns>
    public bool Rest(PluginThread thread)
    {
        lock (_gate)
        {
            if (_idle.Count >= IdleMax) return false;
            _idle.Add(thread);
            return true;
        }
    }

    /// <returns>False where somebody has just taken it out: there is work for it.</returns>
    public bool Leave(PluginThread thread)
    {
        lock (_gate) return _idle.Remove(thread);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever plugin code throws is a result here; on this thread it would end the process.")]
    private static Task<T> Begin<T>(Func<Task<T>> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }
}
