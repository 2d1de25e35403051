using Router.Core.Accounts;
using Router.Core.Health;

namespace Router.Core.Channels;

/// <summary>
/// Calls that do not pay, behind the breaker of their operation. Where it is open the call is not begun, which says nothing about the
/// payment or refund; it is tried again by schedule. Nothing here moves the weight of payments.
/// </summary>
public sealed class OperationCaller(ChannelCaller caller, OperationHealth health)
{
    /// <summary>For what calls no channel, as filling a channel state.</summary>
    internal ChannelCaller Direct => caller;

    /// <param name="account">Whose channel is called.</param>
    /// <param name="operation">What for.</param>
    /// <param name="deadline">When the call is given up; null: after the manifest's timeout.</param>
    /// <param name="call">The call.</param>
    /// <param name="isAnswered">Whether what came back is an answer of the channel at all.</param>
    /// <param name="always">An open breaker does not refuse it: the first question about money in doubt cannot wait.</param>
    public async Task<CallEnd<T>> CallAsync<T>(
        MerchantAccount account, Operation operation, DateTimeOffset? deadline, Func<IChannelLease, CancellationToken, Task<T>> call,
        Func<T, bool> isAnswered, bool always = false)
    {
        using var ticket = health.TryBegin(account.Id, operation.Name, always);
        if (ticket is null) return CallEnd<T>.Busy($"the breaker of {operation.Name} at account {account.Id} is open");
        var end = await caller.CallAsync(account, operation.Class, deadline, call);
        if (end.WasBegun) ticket.Complete(end is { HasReturned: true, Answer: { } answer } && isAnswered(answer));
        return end;
    }
}
