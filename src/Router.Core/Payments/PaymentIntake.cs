using Router.Core.Ids;
using Router.Core.Orders;
using Router.Core.Routing;
using Router.Core.Store;
using Router.Core.Telemetry;

namespace Router.Core.Payments;

/// <summary>Finds the order that a key has made, or makes it: idempotency row, order and plan in one commit.</summary>
public sealed class PaymentIntake(
    IOrderStore store, OrderWriter writer, RoutePlanner planner, IdSource ids, TimeProvider time, EngineSettings settings, OrderChanges? changes = null,
    RouterMeter? meter = null)
{
    private static readonly TimeSpan s_leaseMargin = TimeSpan.FromSeconds(5);

    /// <returns>The order of this key, an error where the key or the number belongs to something else, null where it is new.</returns>
    public async Task<PaymentAnswer?> FindEarlierAsync(PayCommand command)
    {
        if (await store.FindIdempotencyAsync(command.Terms.Merchant, Key(command)) is not { } row) return null;
        if (row.Fingerprint != Fingerprint.Of(command.Terms, command.Validity)) return PaymentAnswer.Refused(RouterError.KeyReused());
        var order = await store.FindPaymentAsync(row.OrderId);
        return order is null ? PaymentAnswer.Refused(RouterError.PaymentArchived(row.OrderId)) : PaymentAnswer.Of(order, replay: true);
    }

    /// <summary>
    /// For a request that is not valid now: the configuration may have changed since it was, and its payment is answered all the same.
    /// </summary>
    public async Task<PaymentAnswer?> FindRepeatAsync(PayCommand command)
    {
        if (command.Terms.Merchant is not { Length: > 0 } || command.IdempotencyKey is not { Length: > 0 }) return null;
        return await FindEarlierAsync(command) is { Error: null } earlier ? earlier : null;
    }

    /// <summary>The order as it would be stored, with its plan. Nothing is written.</summary>
    public PaymentOrder Draft(PayCommand command, RouterSnapshot snapshot)
    {
        var now = time.GetUtcNow();
        var expiresAt = now + (command.Validity ?? settings.DefaultValidity);
        var began = meter is { TimesPlans: true } ? time.GetTimestamp() : 0;
        var plan = planner.Plan(new RouteRequest(command.Terms, now, expiresAt), snapshot, ids.NextSeed());
        if (began != 0) meter!.Plan(plan.Outcome.ToString(), time.GetElapsedTime(began));
        var order = new PaymentOrder
        {
            Id = ids.New("pay_"),
            State = PaymentState.Created,
            Terms = command.Terms,
            CreatedAt = now,
            ExpiresAt = expiresAt,
            Plan = plan,
            Lease = new(settings.NodeName, 1, now + settings.Budget + settings.RiskTimeout + s_leaseMargin),
            Fence = 1,
        };
        return plan.Outcome == RouteOutcome.Routed
            ? order
            : Settlement.Finish(order with { Lease = null }, PaymentState.Failed, plan.ReasonCode ?? "route.none", plan.ReasonText, now);
    }

    /// <summary>Stores a draft.</summary>
    public async Task<PaymentAnswer> CreateAsync(PaymentOrder draft, PayCommand command)
    {
        var order = writer.Completed(draft);
        if (order.IsFinal && await NumberHolderAsync(order) is { } holder)
            return await FindEarlierAsync(command) ?? PaymentAnswer.Refused(RouterError.NumberTaken(holder.Id, Name(holder.State)), holder);
        var commit = new OrderCommit
        {
            Payment = new(order, 0),
            Idempotency = new(command.Terms.Merchant, Key(command), Fingerprint.Of(command.Terms, command.Validity), order.Id, order.CreatedAt),
            Outbox = OrderMessages.Between(null, order, ids, order.CreatedAt),
        };
        switch (await store.CommitAsync(commit))
        {
            case CommitResult.Committed:
                changes?.Created(order);
                return PaymentAnswer.Of(order with { Version = 1 });
            case CommitResult.DuplicateOrderNo:
                var other = await NumberHolderAsync(order);
                return await FindEarlierAsync(command)
                    ?? PaymentAnswer.Refused(other is null ? RouterError.NumberArchived() : RouterError.NumberTaken(other.Id, Name(other.State)), other);
            default:
                return await FindEarlierAsync(command) ?? PaymentAnswer.Refused(RouterError.Busy());
        }
    }

    // The store refuses a second open order under a number; a refusal that is born final would slip past it.
    private async Task<PaymentOrder?> NumberHolderAsync(PaymentOrder order) =>
        await store.FindPaymentByOrderNoAsync(order.Terms.Merchant, order.Terms.MerchantOrderNo) is { BlocksNumber: true } holder ? holder : null;

    private static string Name(PaymentState state) => state.ToString().ToLowerInvariant();

    private static string Key(PayCommand command) => "pay:" + command.IdempotencyKey;
}
