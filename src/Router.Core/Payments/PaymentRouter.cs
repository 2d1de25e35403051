using System.Runtime.CompilerServices;
using Router.Abstractions;
using Router.Core.Ids;
using Router.Core.Orders;
using Router.Core.Risk;
using Router.Core.Routing;
using Router.Core.Store;
using Router.Core.Telemetry;
using Router.Core.WhatIf;

namespace Router.Core.Payments;

/// <summary>The one parent of a payment: the steps stand here, the leaves do them.</summary>
public sealed class PaymentRouter(
    ISnapshotSource snapshots, PayValidation validation, PaymentIntake intake, RiskCheck risk, AttemptLoop attempts, AttemptWork work,
    PaymentSwitch switcher, OrderWriter writer, OrderWaiter waiter, RoutePlanner planner, IOrderStore store, InFlight inFlight, IdSource ids,
    TimeProvider time, EngineSettings settings) : IPaymentRouter
{
    public Task<PaymentAnswer> PayAsync(PayCommand command, CancellationToken cancellationToken = default) => GuardAsync(async () =>
    {
        var snapshot = snapshots.Current;
        if (validation.FirstError(command, snapshot) is { } error) return await intake.FindRepeatAsync(command) ?? PaymentAnswer.Refused(error);

        if (await intake.FindEarlierAsync(command) is { } earlier) return await waiter.SettleAsync(earlier, command.Wait, cancellationToken);

        var created = await intake.CreateAsync(intake.Draft(command, snapshot), command);
        if (created.Error is not null) return created;
        if (created.IsReplay) return await waiter.SettleAsync(created, command.Wait, cancellationToken);
        var order = created.Payment!;

        if (!order.IsFinal) order = await ClearAsync(order, null);

        if (order.State == PaymentState.Created) order = await attempts.RunAsync(order);

        return await waiter.FinalAsync(PaymentAnswer.Of(order), command.Wait, cancellationToken);
    });

    public Task<PaymentAnswer> SwitchAsync(SwitchCommand command, CancellationToken cancellationToken = default) =>
        GuardAsync(() => switcher.SwitchAsync(command));

    public Task<PaymentAnswer> ContinueAsync(ContinueCommand command, CancellationToken cancellationToken = default) => GuardAsync(async () =>
    {
        if (await store.FindPaymentAsync(command.PaymentId) is not { } order) return PaymentAnswer.Refused(RouterError.PaymentNotFound(command.PaymentId));
        if (order.IsFinal) return PaymentAnswer.Of(order, replay: true);
        if (command.Code is { Length: > 512 }) return PaymentAnswer.Refused(RouterError.Invalid("code", "code has more than 512 characters."), order);
        if (await writer.TryAcquireAsync(order.Id, settings.Budget + settings.LeaseTime) is not { } held) return PaymentAnswer.Refused(RouterError.Busy(), order);
        var fence = held.Fence;
        if (held.State == PaymentState.Challenged) return PaymentAnswer.Of(await AnswerChallengeAsync(held, command.Code, fence));

        var live = held.LiveAttempt;
        var (answered, taken) = live is null || !HasSecondStep(live) ? (held, false) : await work.ContinueAsync(held, live.Number, command.Code, fence);
        answered = await writer.ReleaseAsync(answered, fence) ?? answered;
        return taken
            ? PaymentAnswer.Of(answered)
            : PaymentAnswer.Refused(RouterError.WrongState("The payment has no step to continue: nothing is payable, or it has expired."), answered);
    });

    public Task<PaymentAnswer> CloseAsync(string paymentId, CancellationToken cancellationToken = default) => GuardAsync(async () =>
    {
        static PaymentOrder Ending(PaymentOrder current) =>
            current.IsFinal || current.End != EndIntent.None ? current : current with { End = EndIntent.ClosedByCaller };

        if (await writer.UpdateAsync(paymentId, current => current.Lease is null ? current : Ending(current)) is not { } order)
            return PaymentAnswer.Refused(RouterError.PaymentNotFound(paymentId));
        if (!order.IsFinal && await writer.TryAcquireAsync(paymentId, settings.LeaseTime, Ending) is { } held)
        {
            order = held.LiveAttempt is { IsInFlight: false } live ? await work.CloseAsync(held, live.Number, held.Fence) : held;
            order = await writer.ReleaseAsync(order, held.Fence) ?? order;
        }

        return order.State == PaymentState.Succeeded ? PaymentAnswer.Refused(RouterError.AlreadyPaid(), order) : PaymentAnswer.Of(order);
    });

    public Task<PaymentAnswer> QueryAsync(
        string paymentId, bool askChannel = false, TimeSpan wait = default, CancellationToken cancellationToken = default) => GuardAsync(async () =>
    {
        if (await store.FindPaymentAsync(paymentId) is not { } order) return PaymentAnswer.Refused(RouterError.PaymentNotFound(paymentId));
        if (askChannel && ToAsk(order) is { } asked) order = await work.QueryAsync(order, asked.Number);
        return await waiter.FinalAsync(PaymentAnswer.Of(order), wait, cancellationToken);
    }, CallKind.LookUp);

    public async Task<PaymentOrder?> FindAsync(string merchant, string merchantOrderNo) => await store.FindPaymentByOrderNoAsync(merchant, merchantOrderNo);

    public (RoutePlan? Plan, RouterError? Error) Preview(PayCommand command)
    {
        var snapshot = snapshots.Current;
        if (validation.FirstError(command, snapshot) is { } error) return (null, error);
        return (planner.Plan(Request(command), snapshot, ids.NextSeed()), null);
    }

    public (RouteExplanation? Explanation, RouterError? Error) Explain(PayCommand command, string? account = null)
    {
        var snapshot = snapshots.Current;
        if (validation.FirstError(command, snapshot) is { } error) return (null, error);
        if (account is not null && snapshot.Catalog.FindAccount(account) is null)
            return (null, RouterError.Invalid("account", $"There is no account '{account}'. There are: {string.Join(", ", snapshot.Catalog.Accounts.Select(a => a.Id))}."));
        return (new RouteExplainer(planner).Explain(Request(command), snapshot, ids.NextSeed(), account), null);
    }

    private RouteRequest Request(PayCommand command)
    {
        var now = time.GetUtcNow();
        return new(command.Terms, now, now + (command.Validity ?? settings.DefaultValidity));
    }

    private async Task<PaymentOrder> ClearAsync(PaymentOrder order, string? challengeAnswer)
    {
        var decision = await risk.CheckAsync(order, challengeAnswer, settings.RiskTimeout);
        if (decision.Verdict == RiskVerdict.Allow) return order;
        return await writer.UpdateAsync(order.Id, current => current.IsFinal ? current : decision.Verdict == RiskVerdict.Block
            ? Settlement.Finish(current with { Lease = null }, PaymentState.Failed, Code(decision, "risk.blocked"), decision.ReasonText, time.GetUtcNow())
            : current.To(PaymentState.Challenged, Code(decision, "risk.challenge"), decision.ReasonText) with { Lease = null }, order.Fence) ?? order;
    }

    // A challenged order is validated, routed and checked again: rules, accounts and health may have changed since.
    private async Task<PaymentOrder> AnswerChallengeAsync(PaymentOrder held, string? answer, long fence)
    {
        var snapshot = snapshots.Current;
        var now = time.GetUtcNow();
        if (now >= held.ExpiresAt || held.End != EndIntent.None)
            return await writer.UpdateAsync(held.Id, o => OrderWriter.Released(o.End == EndIntent.None ? o with { End = EndIntent.Expired } : o, now), fence) ?? held;
        var asPaid = new PayCommand { Terms = held.Terms, IdempotencyKey = "continue" };
        if (validation.FirstError(asPaid, snapshot) is { } error)
            return await writer.UpdateAsync(held.Id, o => Settlement.Finish(o with { Lease = null }, PaymentState.Failed, "invalid", error.Message, now), fence) ?? held;
        var plan = planner.Plan(new RouteRequest(held.Terms, held.CreatedAt, now, held.ExpiresAt, []), snapshot, ids.NextSeed());
        if (plan.Outcome != RouteOutcome.Routed)
        {
            return await writer.UpdateAsync(held.Id, o => Settlement.Finish(
                o with { Lease = null, Plan = plan }, PaymentState.Failed, plan.ReasonCode ?? "route.none", plan.ReasonText, now), fence) ?? held;
        }

        var planned = await writer.UpdateAsync(held.Id, o => o with { Plan = plan, NextCandidate = 0 }, fence);
        if (planned is null) return held;
        var cleared = await ClearAsync(planned, answer ?? "");
        return cleared is { IsFinal: false, Lease: not null } ? await attempts.RunAsync(cleared) : cleared;
    }

    // The live attempt, else one that an open question is about.
    private static Attempt? ToAsk(PaymentOrder order) => order.LiveAttempt is { } live
        ? live.State == AttemptState.Sending ? null : live
        : order.Attempts.LastOrDefault(a => order.Cases.Any(c => c.ResolvedAt is null && c.AttemptNumber == a.Number));

    private bool HasSecondStep(Attempt attempt) =>
        snapshots.Current.Catalog.FindMethod(attempt.AccountId, attempt.Method)?.Operations.Contains(ChannelOperation.Continue) != false;

    private static string Code(RiskDecision decision, string otherwise) => decision.ReasonCode is { Length: > 0 } code ? code : otherwise;

    private Task<PaymentAnswer> GuardAsync(Func<Task<PaymentAnswer>> call, CallKind kind = CallKind.Payment, [CallerMemberName] string door = "") =>
        RouterTrace.Source.HasListeners() ? TracedAsync(call, kind, door) : GuardedAsync(call, kind);

    private async Task<PaymentAnswer> TracedAsync(Func<Task<PaymentAnswer>> call, CallKind kind, string door)
    {
        var span = RouterTrace.Payment(door.Replace("Async", "", StringComparison.Ordinal).ToLowerInvariant());
        try
        {
            var answer = await GuardedAsync(call, kind);
            span?.SetTag(RouterTrace.PaymentId, answer.Payment?.Id).SetTag(Metrics.State, answer.Payment?.State.ToString()).SetTag(RouterTrace.ErrorCode, answer.Error?.Code);
            return answer;
        }
        finally
        {
            RouterTrace.End(span);
        }
    }

    private async Task<PaymentAnswer> GuardedAsync(Func<Task<PaymentAnswer>> call, CallKind kind)
    {
        using var place = inFlight.TryEnter(kind, out var refused);
        if (refused is not null) return PaymentAnswer.Refused(refused);
        try
        {
            return await call();
        }
        catch (StoreUnavailableException exception)
        {
            return PaymentAnswer.Refused(RouterError.StoreUnavailable(exception.Message));
        }
    }
}
