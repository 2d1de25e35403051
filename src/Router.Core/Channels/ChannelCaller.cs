using Polly;
using Polly.Timeout;
using Router.Abstractions;
using Router.Core.Accounts;

namespace Router.Core.Channels;

/// <summary>
/// Makes one call to a plugin: lease, bulkhead, deadline. It never throws for anything the plugin does; what went wrong is in
/// <see cref="CallEnd"/>. A plugin that ignores its cancellation is left behind: its lease and place are given back when it returns.
/// </summary>
public sealed class ChannelCaller(IChannelDirectory directory, AccountGates gates, TimeProvider time)
{
    private static readonly TimeSpan s_afterCancel = TimeSpan.FromMilliseconds(250);
    private static readonly ResiliencePropertyKey<TimeSpan> s_timeout = new("timeout");
    private readonly ResiliencePipeline _deadline = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddTimeout(new TimeoutStrategyOptions
        {
            TimeoutGenerator = static arguments => ValueTask.FromResult(arguments.Context.Properties.GetValue(s_timeout, TimeSpan.FromSeconds(5))),
        })
        .Build();

    public async Task<CallEnd<T>> CallAsync<T>(
        MerchantAccount account, CallClass callClass, DateTimeOffset? deadline, Func<IChannelLease, CancellationToken, Task<T>> call)
    {
        if (deadline is { } over && over <= time.GetUtcNow()) return CallEnd<T>.NotBegun("its deadline had passed");
        if (gates.TryEnter(account, callClass, out var full) is not { } place) return CallEnd<T>.Busy($"account {account.Id}, {callClass}: {full}");
        if (directory.TryLease(account, out var refused) is not { } lease)
        {
            place.Dispose();
            return CallEnd<T>.NotBegun(refused ?? $"channel {account.ChannelId} is not loaded");
        }

        return await CallAsync(lease, place, deadline, call);
    }

    /// <summary>The same with a lease and a place already held; both are given back when the call has returned.</summary>
    public async Task<CallEnd<T>> CallAsync<T>(
        IChannelLease lease, IDisposable place, DateTimeOffset? deadline, Func<IChannelLease, CancellationToken, Task<T>> call)
    {
        var timeout = deadline is { } at ? at - time.GetUtcNow() : lease.Manifest.CallTimeout;
        if (timeout < TimeSpan.FromMilliseconds(10)) timeout = TimeSpan.FromMilliseconds(10);
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true);
        context.Properties.Set(s_timeout, timeout);
        var running = RunAsync(lease, place, token => call(lease, token), context);
        try
        {
            return CallEnd<T>.Returned(await running.WaitAsync(timeout + s_afterCancel, time));
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            _ = running.ContinueWith(static t => _ = t.Exception, TaskScheduler.Default);
            return CallEnd<T>.Broken("timeout", "The plugin ignored its cancellation; its call was left behind.");
        }
        catch (TimeoutRejectedException)
        {
            return CallEnd<T>.Broken("timeout", $"No answer within {timeout.TotalMilliseconds:0} ms.");
        }
        catch (OperationCanceledException)
        {
            return CallEnd<T>.Broken("cancelled", "The call was cancelled.");
        }
        catch (Exception exception)
        {
            return CallEnd<T>.Broken("exception", $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private async Task<T> RunAsync<T>(
        IChannelLease lease, IDisposable place, Func<CancellationToken, Task<T>> call, ResilienceContext context)
    {
        try
        {
            return await _deadline.ExecuteAsync(async c => await call(c.CancellationToken), context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
            place.Dispose();
            lease.Dispose();
        }
    }
}
