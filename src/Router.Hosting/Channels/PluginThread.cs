using System.Diagnostics.CodeAnalysis;

namespace Router.Hosting.Channels;

/// <summary>
/// One thread of one plugin. Plugin code holds the runtime's own object of it and can interrupt it now or later: that ends the thread at
/// most, never the process.
/// </summary>
internal sealed class PluginThread(PluginThreads owner, string plugin)
{
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(10);
    private static readonly ManualResetEvent s_never = new(false);

    // Waiting on a monitor goes to sleep at once; a semaphore would first spin, twice for every payment.
    private readonly object _gate = new();
    private Func<bool>? _work;
    private bool _isRunning;

    public string Plugin => plugin;

    public void Give(Func<bool> work)
    {
        Uninterrupted(() => Put(work));
        if (_isRunning) return;
        _isRunning = true;
        new Thread(Run) { IsBackground = true, Name = "plugin call" }.UnsafeStart();
    }

    /// <summary>Does what an interruption may break off before it has begun to change anything.</summary>
    public static bool Uninterrupted(Func<bool> act)
    {
        while (true)
        {
            try
            {
                return act();
            }
            catch (ThreadInterruptedException)
            {
                // Once more.
            }
        }
    }

    /// <summary>Undoes what plugin code may have done to the thread it was on.</summary>
    /// <returns>False where it did something.</returns>
    public static bool Cleaned()
    {
        var thread = Thread.CurrentThread;
        var clean = thread.Priority == ThreadPriority.Normal;
        if (!clean) thread.Priority = ThreadPriority.Normal;
        thread.IsBackground = true;
        try
        {
            // Where an interruption is pending it comes out here.
            s_never.WaitOne(0);
            return clean;
        }
        catch (ThreadInterruptedException)
        {
            return false;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "What gets here would end the process.")]
    private void Run()
    {
        var isClean = true;
        do
        {
            Func<bool>? work = null;
            Uninterrupted(() => Take(out work));
            if (work is null) return;
            try
            {
                isClean = work();
            }
            catch (Exception)
            {
                isClean = false;
            }

            owner.Ended();
        }
        while (isClean && Uninterrupted(() => owner.Rest(this)));
    }

    private bool Put(Func<bool> work)
    {
        lock (_gate)
        {
            _work = work;
            Monitor.Pulse(_gate);
            return true;
        }
    }

    // Null: nothing came for a while, and nothing can come any more.
    private bool Take(out Func<bool>? work)
    {
        lock (_gate)
        {
            work = null;
            while (_work is null)
                if (!Monitor.Wait(_gate, s_idle) && _work is null && owner.Leave(this)) return false;
            (work, _work) = (_work, null);
            return true;
        }
    }
}
