using Router.Core.Ids;
using Router.Core.Orders;
using Router.Core.Payments.Validation;
using Router.Core.Routing;
using Router.Core.Store;

namespace Router.Core.Payments;

/// <summary>The buyer changes his mind: a new method only after the live attempt is confirmed closed.</summary>
public sealed class PaymentSwitch(
    IOrderStore store, OrderWriter writer, AttemptWork work, AttemptLoop attempts, RoutePlanner planner, ISnapshotSource snapshots, IdSource ids,
    TimeProvider time, EngineSettings settings)
{
    /// <summary>A payment with so many attempts changes its method no more.</summary>
    public const int MaxAttempts = 20;

    public async Task<PaymentAnswer> SwitchAsync(SwitchCommand command)
    {
        if (await store.FindPaymentAsync(command.PaymentId) is not { } order) return PaymentAnswer.Refused(RouterError.PaymentNotFound(command.PaymentId));
        var snapshot = snapshots.Current;
        if (TermsValidator.CheckMethods(command.Methods, snapshot) is { } invalid) return PaymentAnswer.Refused(invalid);
        if (command.AuthCode is { Length: > 64 }) return PaymentAnswer.Refused(RouterError.Invalid("authCode", "authCode has more than 64 characters."));
        if (Refusal(order) is { } wrong) return PaymentAnswer.Refused(wrong, order);
        if (await writer.TryAcquireAsync(order.Id, settings.Budget + settings.LeaseTime) is not { } held) return PaymentAnswer.Refused(RouterError.Busy(), order);
        return await SwitchAsync(held, command, snapshot);
    }

    private async Task<PaymentAnswer> SwitchAsync(PaymentOrder held, SwitchCommand command, RouterSnapshot snapshot)
    {
        var fence = held.Fence;
        var now = time.GetUtcNow();
        if (Refusal(held) is { } wrong) return PaymentAnswer.Refused(wrong, await writer.ReleaseAsync(held, fence));
        var terms = held.Terms with { Methods = command.Methods, AuthCode = command.AuthCode };
        var plan = planner.Plan(new RouteRequest(terms, held.CreatedAt, now, held.ExpiresAt, []), snapshot, ids.NextSeed());
        if (plan.Outcome != RouteOutcome.Routed)
        {
            return PaymentAnswer.Refused(
                RouterError.WrongState($"Nothing was changed: no account can take these methods now ({plan.ReasonText})."),
                await LetGoAsync(held, fence));
        }

        if (held.LiveAttempt is { IsInFlight: true }) return PaymentAnswer.Refused(RouterError.Busy(), await LetGoAsync(held, fence));
        if (held.LiveAttempt is { } live) held = await work.CloseAsync(held, live.Number, fence);
        if (WasReversed(held)) held = await writer.ReleaseAsync(held, fence) ?? held;
        if (held.IsFinal) return PaymentAnswer.Of(await LetGoAsync(held, fence));
        if (held.LiveAttempt is { } still)
        {
            return PaymentAnswer.Refused(
                RouterError.CannotClose($"The open attempt could not be confirmed closed; it can be paid until {ConfirmedClose.PayableEnds(still):O}."),
                await LetGoAsync(held, fence));
        }

        var switched = await writer.UpdateAsync(held.Id, current => MayStart(current)
            ? current with { Terms = terms, Plan = plan, NextCandidate = 0 }
            : OrderWriter.Released(current, writer.Now), fence);
        if (switched is null || switched.Lease is null) return PaymentAnswer.Of(switched ?? held);
        return PaymentAnswer.Of(await attempts.RunAsync(switched));
    }

    private RouterError? Refusal(PaymentOrder order)
    {
        if (order.Attempts.Count >= MaxAttempts) return RouterError.WrongState($"The payment has had {order.Attempts.Count} attempts; pay the open one, or close the payment and make a new one.");
        if (order.IsFinal) return RouterError.WrongState($"The payment is {order.State.ToString().ToLowerInvariant()}; only an open one can change its method.");
        if (order.State is PaymentState.Challenged or PaymentState.Created) return RouterError.WrongState("The payment has not been sent yet; continue or close it.");
        if (order.End != EndIntent.None || time.GetUtcNow() >= order.ExpiresAt) return RouterError.WrongState("The payment is being ended.");
        return order.HasOpenCase ? RouterError.WrongState("The payment has an open question about its money; wait until it is answered.") : null;
    }

    // It was paid and the money goes back: that ends the order.
    private static bool WasReversed(PaymentOrder order) => order.Attempts.Count > 0 && order.Attempts[^1].State == AttemptState.Reversed;

    private static bool MayStart(PaymentOrder order) =>
        !order.IsFinal && order.End == EndIntent.None && order.LiveAttempt is null && order.WinningAttempt is null && !order.HasOpenCase;

    private async Task<PaymentOrder> LetGoAsync(PaymentOrder held, long fence) =>
        await writer.UpdateAsync(held.Id, current => current.Lease is null ? current : current with { Lease = null }, fence) ?? held;
}
