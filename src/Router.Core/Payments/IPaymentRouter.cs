using Router.Core.Orders;
using Router.Core.WhatIf;

namespace Router.Core.Payments;

/// <summary>
/// The payment router: what the HTTP API and an embedding product call. Thread-safe. An expected refusal is an answer with an error, never
/// an exception. From the moment an order is stored, the caller's cancellation only stops his waiting, never the payment.
/// </summary>
public interface IPaymentRouter
{
    /// <summary>Makes a payment: validate, route, create, risk, attempts, answer.</summary>
    Task<PaymentAnswer> PayAsync(PayCommand command, CancellationToken cancellationToken = default);

    /// <summary>Pays the same order by other methods, after the live attempt is confirmed closed.</summary>
    Task<PaymentAnswer> SwitchAsync(SwitchCommand command, CancellationToken cancellationToken = default);

    /// <summary>Goes on after a challenge, an approval or an entered code.</summary>
    Task<PaymentAnswer> ContinueAsync(ContinueCommand command, CancellationToken cancellationToken = default);

    /// <summary>Ends an unpaid payment at the channel and here.</summary>
    Task<PaymentAnswer> CloseAsync(string paymentId, CancellationToken cancellationToken = default);

    /// <summary>The payment as it stands.</summary>
    /// <param name="paymentId">The payment.</param>
    /// <param name="askChannel">True to ask the channel first.</param>
    /// <param name="wait">How long to wait for a final state; at most 60 s.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<PaymentAnswer> QueryAsync(string paymentId, bool askChannel = false, TimeSpan wait = default, CancellationToken cancellationToken = default);

    /// <summary>The payment that holds a merchant's order number, else the newest under it; null where there is none.</summary>
    Task<PaymentOrder?> FindAsync(string merchant, string merchantOrderNo);

    /// <summary>The plan that a payment would get now. Nothing is stored or sent.</summary>
    (RoutePlan? Plan, RouterError? Error) Preview(PayCommand command);

    /// <summary>The plan that a payment would get now, and why: rules, conditions, draw. Nothing is stored or sent.</summary>
    /// <param name="command">The payment.</param>
    /// <param name="account">Looks for the smallest change that would put this account first; null: none is looked for.</param>
    (RouteExplanation? Explanation, RouterError? Error) Explain(PayCommand command, string? account = null);
}
