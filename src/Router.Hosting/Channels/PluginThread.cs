using System.Diagnostics.CodeAnalysis;

namespace Router.Hosting.Channels;

/// <summary>
/// One thread of one plugin. Plugin code holds the runtime's own object of it and can interrupt it now or later: that ends the thread at
/// most, never the process.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Its thread may wait on the semaphore to the end of the process.")]
internal sealed class PluginThread(PluginThreads owner, string plugin)
{
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(10);
    private static readonly ManualResetEvent s_never = new(false);
    private readonly SemaphoreSlim _given = new(0);
    private Func<bool>? _work;
    private bool _isRunning;

    public string Plugin => plugin;

    public void Give(Func<bool> work)
    {
        _work = work;
        _given.Release();
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
            if (!Uninterrupted(HasWork)) return;
            try
            {
                isClean = _work!();
            }
            catch (Exception)
            {
                isClean = false;
            }

            _work = null;
            owner.Ended();
        }
        while (isClean && Uninterrupted(() => owner.Rest(this)));
    }

    private bool HasWork()
    {
        while (!_given.Wait(s_idle))
            if (owner.Leave(this)) return false;
        return true;
    }
}
