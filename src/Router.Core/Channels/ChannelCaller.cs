using Router.Abstractions;
using Router.Core.Accounts;

namespace Router.Core.Channels;

/// <summary>
/// Makes one call to a plugin: lease, bulkhead, deadline, contract. It never throws for anything the plugin does; what went wrong is in
/// <see cref="CallEnd"/>. A plugin that ignores its cancellation is left behind: its lease and place are given back when it returns, and
/// what it answers then is dropped, because whoever asks again learns the same.
/// </summary>
public sealed class ChannelCaller(
    IChannelDirectory directory, AccountGates gates, TimeProvider time, IPluginThreads? pluginThreads = null, PluginConduct? conduct = null)
{
    private static readonly TimeSpan s_afterCancel = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_prepare = TimeSpan.FromSeconds(1);
    private readonly IPluginThreads _threads = pluginThreads ?? CallersThread.Instance;

    public async Task<CallEnd<T>> CallAsync<T>(
        MerchantAccount account, CallClass callClass, DateTimeOffset? deadline, Func<IChannelLease, CancellationToken, Task<T>> call)
    {
        if (deadline is { } over && over <= time.GetUtcNow()) return CallEnd<T>.NotBegun("its deadline had passed");
        if (gates.TryEnter(account, callClass, out var full) is not { } place) return CallEnd<T>.Busy($"account {account.Id}, {callClass}: {full}");
        IChannelLease? lease = null;
        string? refused = null;
        try
        {
            lease = directory.TryLease(account, out refused);
        }
        finally
        {
            if (lease is null) place.Dispose();
        }

        if (lease is null) return CallEnd<T>.NotBegun(refused ?? $"channel {account.ChannelId} is not loaded");
        var until = deadline ?? time.GetUtcNow() + lease.Manifest.CallTimeout;
        return await CallAsync(lease, place, until, until, call, callClass == CallClass.Notify);
    }

    /// <summary>The same with a lease and a place already held; both are given back when the call has returned.</summary>
    /// <param name="lease">The plugin's lease.</param>
    /// <param name="place">The account's place.</param>
    /// <param name="beginBy">The call is not begun later than this, however late a thread comes to it.</param>
    /// <param name="deadline">When it is given up.</param>
    /// <param name="call">The call.</param>
    /// <param name="isFromOutside">It reads what anybody may have sent.</param>
    public Task<CallEnd<T>> CallAsync<T>(
        IChannelLease lease, IDisposable place, DateTimeOffset beginBy, DateTimeOffset deadline, Func<IChannelLease, CancellationToken, Task<T>> call,
        bool isFromOutside = false)
    {
        var timeout = deadline - time.GetUtcNow();
        if (timeout < TimeSpan.FromMilliseconds(10)) timeout = TimeSpan.FromMilliseconds(10);
        var scope = new PluginCall(lease.Manifest.Id, time.GetUtcNow() + timeout, isFromOutside);
        return EndAsync(scope, lease.Manifest, RunAsync(scope, lease, place, beginBy, call, timeout), timeout);
    }

    /// <summary>Lets the plugin prepare a first state. It has a second. Where it did not, lease and place are given back, now or when it returns.</summary>
    public async Task<CallEnd<ChannelState>> PrepareAsync(IChannelLease lease, IDisposable? place, Func<IChannel, ChannelState?> prepare)
    {
        var scope = new PluginCall(lease.Manifest.Id, time.GetUtcNow() + s_prepare);
        var running = _threads.RunAsync(scope, () => ContainedAsync(scope, () => Task.FromResult(prepare(lease.Channel) ?? ChannelState.Empty)));
        var end = await EndAsync(scope, lease.Manifest, running, s_prepare);
        if (end.HasReturned) return end;
        _ = running.ContinueWith(
            _ =>
            {
                place?.Dispose();
                lease.Dispose();
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return end;
    }

    private async Task<CallEnd<T>> EndAsync<T>(PluginCall scope, ChannelManifest plugin, Task<Heard<T>> running, TimeSpan timeout)
    {
        Heard<T> heard;
        try
        {
            heard = await running.WaitAsync(timeout + s_afterCancel, time);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            conduct?.LeftBehind(plugin, running, !scope.IsFromOutside);
            _ = running.ContinueWith(static t => _ = t.Exception, TaskScheduler.Default);
            return CallEnd<T>.Broken("timeout", "The plugin ignored its cancellation; its call was left behind.");
        }
        catch (Exception exception)
        {
            // Nothing of the plugin's: no thread could be had, or no memory.
            return CallEnd<T>.Broken("exception", Blunders.Text(exception));
        }

        if (heard.IsTooLate) return CallEnd<T>.NotBegun("its thread came to it too late");
        if (heard.Failure?.Mistake is { } mistake) conduct?.Broke(plugin, mistake, heard.Failure.IsItsOwn);
        else Kept(scope, plugin);
        if (heard.Failure is not { } failure) return CallEnd<T>.Returned(heard.Answer!);
        if (failure.IsCancelled && scope.IsGivenUp) return CallEnd<T>.Broken("timeout", $"No answer within {timeout.TotalMilliseconds:0} ms.");
        return CallEnd<T>.Broken(failure.Code, failure.Text);
    }

    // What a stranger can call as often as he likes thins out no mistakes.
    private void Kept(PluginCall scope, ChannelManifest plugin)
    {
        if (!scope.IsFromOutside) conduct?.Kept(plugin);
    }

    private async Task<Heard<T>> RunAsync<T>(
        PluginCall scope, IChannelLease lease, IDisposable place, DateTimeOffset beginBy, Func<IChannelLease, CancellationToken, Task<T>> call, TimeSpan timeout)
    {
        try
        {
            using var deadline = new CancellationTokenSource(timeout, time);
            return await AskAsync(scope, lease, beginBy, call, deadline.Token);
        }
        finally
        {
            place.Dispose();
            lease.Dispose();
        }
    }

    // The plugin gets a token of its own: what it hangs on the cancellation may block or throw, and would do so on the deadline's timer.
    private async Task<Heard<T>> AskAsync<T>(
        PluginCall scope, IChannelLease lease, DateTimeOffset beginBy, Func<IChannelLease, CancellationToken, Task<T>> call, CancellationToken deadline)
    {
        using var own = new CancellationTokenSource();
        using var cancelling = deadline.UnsafeRegister(
            _ =>
            {
                scope.GiveUp();
                Forget(_threads.RunAsync(scope, () => CancelAsync(scope, own)));
            },
            null);
        return await _threads.RunAsync(scope, () =>
        {
            // Looked at on the plugin's own thread: what was given up while nobody came to it must not be sent any more.
            if (deadline.IsCancellationRequested || time.GetUtcNow() > beginBy) return Task.FromResult(new Heard<T>(default, null, IsTooLate: true));
            return ContainedAsync(scope, () => call(lease, own.Token));
        });
    }

    // All of this runs where the plugin does and while its deadline runs: its own code, taking over what it gave, reading what it threw.
    private async Task<Heard<T>> ContainedAsync<T>(PluginCall scope, Func<Task<T>> call)
    {
        scope.Enter();
        try
        {
            return new(AnswerCheck.Kept(await Begin(call), time.GetUtcNow()), null);
        }
        catch (Exception exception)
        {
            return new(default, PluginFailure.Of(exception, scope));
        }
        finally
        {
            scope.End();
        }
    }

    // Where its answer comes back to is not the plugin's to say.
    private static Task<T> Begin<T>(Func<Task<T>> call)
    {
        var context = SynchronizationContext.Current;
        try
        {
            return call() ?? throw new BrokenContractException("it returned no task");
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private static Task<bool> CancelAsync(PluginCall scope, CancellationTokenSource own)
    {
        scope.End();
        try
        {
            own.Cancel();
        }
        catch (Exception)
        {
            // What a plugin does on its cancellation is its own affair.
        }

        return Task.FromResult(true);
    }

    private static void Forget(Task task) => task.ContinueWith(static t => _ = t.Exception, TaskScheduler.Default);

    /// <summary>What came of a call: an answer, a failure, or that it was never begun.</summary>
    private readonly record struct Heard<T>(T? Answer, PluginFailure? Failure, bool IsTooLate = false);
}
