using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Refunds;
using Router.Core.WhatIf;

namespace Router.Hosting;

/// <summary>Leaves a caller's synchronization context once, at the door: inside, the engine awaits without asking for one.</summary>
internal sealed class DoorForPayments(IPaymentRouter inner) : IPaymentRouter
{
    public Task<PaymentAnswer> PayAsync(PayCommand command, CancellationToken cancellationToken = default) =>
        Door.Through(() => inner.PayAsync(command, cancellationToken));

    public Task<PaymentAnswer> SwitchAsync(SwitchCommand command, CancellationToken cancellationToken = default) =>
        Door.Through(() => inner.SwitchAsync(command, cancellationToken));

    public Task<PaymentAnswer> ContinueAsync(ContinueCommand command, CancellationToken cancellationToken = default) =>
        Door.Through(() => inner.ContinueAsync(command, cancellationToken));

    public Task<PaymentAnswer> CloseAsync(string paymentId, CancellationToken cancellationToken = default) =>
        Door.Through(() => inner.CloseAsync(paymentId, cancellationToken));

    public Task<PaymentAnswer> QueryAsync(string paymentId, bool askChannel, TimeSpan wait, CancellationToken cancellationToken) =>
        Door.Through(() => inner.QueryAsync(paymentId, askChannel, wait, cancellationToken));

    public Task<PaymentOrder?> FindAsync(string merchant, string merchantOrderNo) => Door.Through(() => inner.FindAsync(merchant, merchantOrderNo));

    public (RoutePlan? Plan, RouterError? Error) Preview(PayCommand command) => inner.Preview(command);

    public (RouteExplanation? Explanation, RouterError? Error) Explain(PayCommand command, string? account) => inner.Explain(command, account);
}

/// <summary>The same for refunds.</summary>
internal sealed class DoorForRefunds(IRefundRouter inner) : IRefundRouter
{
    public Task<RefundAnswer> RefundAsync(RefundCommand command, CancellationToken cancellationToken = default) =>
        Door.Through(() => inner.RefundAsync(command, cancellationToken));

    public Task<RefundAnswer> QueryAsync(string refundId, bool askChannel, CancellationToken cancellationToken) =>
        Door.Through(() => inner.QueryAsync(refundId, askChannel, cancellationToken));
}

internal static class Door
{
    // A virtual world has its own context and must be kept; it says so by deriving from VirtualContext.
    public static Task<T> Through<T>(Func<Task<T>> call) => SynchronizationContext.Current is null or VirtualContext ? call() : Task.Run(call);
}

/// <summary>A synchronization context on which the engine itself is to run: one thread and one clock, for simulations.</summary>
public abstract class VirtualContext : SynchronizationContext;
