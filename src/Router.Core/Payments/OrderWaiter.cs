using Router.Core.Orders;
using Router.Core.Store;

namespace Router.Core.Payments;

/// <summary>
/// Waits for orders that other calls are working on. It only reads. Where too many wait, or the engine is stopping, the answer is the order
/// as it stands: nobody has to wait to learn that he must ask again.
/// </summary>
public sealed class OrderWaiter(IOrderStore store, TimeProvider time, EngineSettings settings, InFlight inFlight)
{
    private int _waiting;

    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(500);

    /// <summary>For a second caller: until the first call's work on the order is done, then like <see cref="FinalAsync"/>.</summary>
    public async Task<PaymentAnswer> SettleAsync(PaymentAnswer answer, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (answer.Payment is null || answer.Error is not null) return answer;
        var settled = await UntilAsync(answer.Payment, order => order.Lease is null || order.IsFinal, settings.Budget, cancellationToken);
        return await FinalAsync(answer with { Payment = settled }, wait, cancellationToken);
    }

    /// <summary>Until the order is final or the time is over.</summary>
    public async Task<PaymentAnswer> FinalAsync(PaymentAnswer answer, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (wait <= TimeSpan.Zero || answer.Payment is not { IsFinal: false } order) return answer;
        return answer with { Payment = await UntilAsync(order, o => o.IsFinal, wait, cancellationToken) };
    }

    private async Task<PaymentOrder> UntilAsync(PaymentOrder order, Func<PaymentOrder, bool> reached, TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            return Interlocked.Increment(ref _waiting) > settings.MaxInFlight / 2 ? order : await WatchAsync(order, reached, wait, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async Task<PaymentOrder> WatchAsync(PaymentOrder order, Func<PaymentOrder, bool> reached, TimeSpan wait, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + wait;
        var pause = s_first;
        while (!reached(order) && time.GetUtcNow() < until && !cancellationToken.IsCancellationRequested && !inFlight.IsStopping)
        {
            try
            {
                await Task.Delay(pause, time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            pause = pause * 2 < s_longest ? pause * 2 : s_longest;
            order = await store.FindPaymentAsync(order.Id) ?? order;
        }

        return order;
    }
}
