using System.Globalization;
using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Channels;
using Router.Core.Health;
using Router.Core.Orders;

namespace Router.Core.Payments;

/// <summary>
/// Queries, closes and continues one attempt: what pay, switch, close, recovery and the operator share. Every answer becomes evidence and
/// goes through the merge table on the freshly read order. Closing and continuing need the order's lease; querying needs nothing.
/// </summary>
public sealed class AttemptWork(
    OrderWriter writer, ISnapshotSource snapshots, ChannelCaller caller, OperationCaller operations, HealthModel health, ExchangeLog exchanges, TimeProvider time)
{
    // How soon a call that we held back is tried again; a break lasts a minute at most.
    private static readonly TimeSpan s_heldBack = TimeSpan.FromSeconds(10);

    /// <param name="order">The order.</param>
    /// <param name="attemptNumber">The attempt.</param>
    /// <param name="fence">The caller's lease, where it holds one: a method that is asked by sending again is asked only under it.</param>
    /// <param name="release">The lease is given back by the commit that stores the answer.</param>
    public async Task<PaymentOrder> QueryAsync(PaymentOrder order, string attemptNumber, long? fence = null, bool release = false) =>
        (await LearnAsync(order, attemptNumber, fence, release: release)).Order;

    /// <param name="order">The order.</param>
    /// <param name="attemptNumber">The attempt.</param>
    /// <param name="fence">The caller's lease, where it holds one.</param>
    /// <param name="always">A breaker does not hold it back: people wait for it.</param>
    /// <param name="release">The lease is given back by the commit that stores the answer.</param>
    /// <returns>The order, and what the channel's answer was evidence of; pending where the question was held back, which proves nothing either.</returns>
    public async Task<(PaymentOrder Order, EvidenceKind Told)> LearnAsync(
        PaymentOrder order, string attemptNumber, long? fence = null, bool always = false, bool release = false)
    {
        var attempt = order.FindAttempt(attemptNumber) ?? throw new ArgumentException("No such attempt.", nameof(attemptNumber));
        var catalog = snapshots.Current.Catalog;
        var method = catalog.FindMethod(attempt.AccountId, attempt.Method);
        var began = time.GetUtcNow();
        if (await AskAsync(order, attempt, method, began, fence, always) is not { } result)
            return (await StoreAsync(current => PutOff(current, attemptNumber, time.GetUtcNow())), EvidenceKind.Pending);
        await exchanges.WriteAsync(attempt, "query", began, result.Status.ToString(), result.Fault);
        var evidence = EvidenceReader.FromQuery(attempt, result, EvidenceSource.Query, method, time.GetUtcNow(), began);
        return (await StoreAsync(current => MergeTable.Apply(Counted(current, attemptNumber, evidence.At), evidence)), evidence.Kind);

        // What was learnt is stored whoever holds the lease by now; given back is only our own.
        async Task<PaymentOrder> StoreAsync(Func<PaymentOrder, PaymentOrder> learn) =>
            await writer.UpdateAsync(order.Id, current => release && current.Fence == fence ? OrderWriter.Released(learn(current), time.GetUtcNow()) : learn(current)) ?? order;
    }

    /// <summary>Asks the channel to end a live attempt, then asks what became of it where that is not clear. The caller holds the lease.</summary>
    public async Task<PaymentOrder> CloseAsync(PaymentOrder order, string attemptNumber, long fence)
    {
        var attempt = order.FindAttempt(attemptNumber) ?? throw new ArgumentException("No such attempt.", nameof(attemptNumber));
        var catalog = snapshots.Current.Catalog;
        var method = catalog.FindMethod(attempt.AccountId, attempt.Method);
        var result = CloseResult.Of(CloseOutcome.Unsupported);
        var began = time.GetUtcNow();
        if (method is null || method.Operations.Contains(ChannelOperation.Close))
        {
            if (await writer.UpdateAsync(order.Id, current => Asked(current, attemptNumber, began), fence) is not { } asking) return order;
            if (asking.FindAttempt(attemptNumber) is not { IsLive: true }) return asking;
            if (await AskToCloseAsync(attempt, began) is not { } answered)
                return await writer.UpdateAsync(order.Id, current => NotAsked(current, attempt, began, time.GetUtcNow()), fence) ?? asking;
            result = answered;
            await exchanges.WriteAsync(attempt, "close", began, result.Outcome.ToString(), result.Fault);
        }

        var evidence = EvidenceReader.FromClose(attempt, result, method, time.GetUtcNow(), began);
        var closed = await writer.UpdateAsync(order.Id, current => MergeTable.Apply(current, evidence), fence)
            ?? await writer.UpdateAsync(order.Id, current => MergeTable.Apply(current, evidence)) ?? order;
        return closed.FindAttempt(attemptNumber) is { IsLive: true } ? await QueryAsync(closed, attemptNumber, fence) : closed;
    }

    /// <summary>Takes the second step of a live, unexpired attempt. The caller holds the lease.</summary>
    /// <returns>The order, and false where the step was not taken because the attempt is not open to it.</returns>
    public async Task<(PaymentOrder Order, bool Taken)> ContinueAsync(PaymentOrder order, string attemptNumber, string? code, long fence)
    {
        var catalog = snapshots.Current.Catalog;
        var now = time.GetUtcNow();
        var account = order.FindAttempt(attemptNumber) is { } found ? catalog.FindAccount(found.AccountId) : null;
        var timeout = account is null ? TimeSpan.FromSeconds(5) : catalog.FindChannel(account.ChannelId)?.CallTimeout ?? TimeSpan.FromSeconds(5);
        Continuation? step = null;
        var stored = await writer.UpdateAsync(order.Id, current =>
        {
            var open = current.FindAttempt(attemptNumber) is { State: AttemptState.Pending } pending && IsOpenToContinue(current, attemptNumber, now)
                ? pending
                : null;
            step = open is null ? null : NextStep(open, code, now + timeout);
            return open is null ? current : current.WithAttempt(open with { Continuation = step, ReadyToContinue = false });
        }, fence);
        if (stored is null || step is null || account is null) return (stored ?? order, false);

        var attempt = stored.FindAttempt(attemptNumber)!;
        var result = await TakeStepAsync(stored, attempt, step, account);
        await exchanges.WriteAsync(attempt, "continue", now, result.Outcome.ToString(), result.Fault);
        var evidence = EvidenceReader.FromPay(attempt, result, EvidenceSource.ContinueAnswer, time.GetUtcNow()) with { Step = step };
        return (await writer.UpdateAsync(order.Id, current => MergeTable.Apply(current, evidence)) ?? stored, true);
    }

    private static bool IsOpenToContinue(PaymentOrder order, string attemptNumber, DateTimeOffset now) =>
        !order.IsFinal && order.End == EndIntent.None && now < order.ExpiresAt
        && order.FindAttempt(attemptNumber) is { MustClose: false, Continuation: null or { IsSending: false } } attempt
        && now < ConfirmedClose.PayableEnds(attempt);

    // A step that was never answered is asked again as it was: another key could take the money twice. What a repeat was answered is no answer
    // to it, so it may arrive beside every later step too.
    private static Continuation NextStep(Attempt attempt, string? code, DateTimeOffset deadline) =>
        attempt.Continuation is { IsAnswered: false } doubtful
            ? doubtful with { Deadline = deadline, IsSending = true, Repeats = true }
            : new(StepKey(attempt.Number, code), deadline, true, code, Repeats: attempt.Continuation is { Repeats: true });

    // Null: we held the call back.
    private async Task<QueryResult?> AskAsync(PaymentOrder order, Attempt attempt, MethodManifest? method, DateTimeOffset now, long? fence, bool always)
    {
        if (snapshots.Current.Catalog.FindAccount(attempt.AccountId) is not { } account)
            return QueryResult.Unknown("stranded", $"Account {attempt.AccountId} is not configured any more.");
        var isReplayed = method?.ResolveBy == ResolveBy.Replay;
        if (isReplayed && await MayReplayAsync(order, attempt, method!, now, fence)) return await ReplayAsync(order, attempt, account);
        // A plugin cannot send again what it is not given.
        var request = ChannelRequests.Query(order, attempt);
        if (isReplayed) request = request with { Original = null };
        var end = await operations.CallAsync(
            account, Operation.Query, null, (lease, token) => lease.Channel.QueryAsync(request, token),
            answer => answer.Status != AttemptStatus.Unknown, always || CannotWait(attempt));
        if (end.WasHeldBack && !attempt.IsOrphanToGoBack) return null;
        return end.HasReturned ? end.Answer ?? QueryResult.Unknown("contract", "The plugin answered null.") : QueryResult.Unknown(end.Code, end.Why);
    }

    // Sending again may move money, so it is done only while nothing is known of the first send, under the lease, while the order may still be
    // paid, and never once a close was asked for.
    private async Task<bool> MayReplayAsync(PaymentOrder order, Attempt attempt, MethodManifest method, DateTimeOffset now, long? fence)
    {
        var fresh = fence is null ? null : await writer.UpdateAsync(order.Id, current => current, fence);
        return fresh?.FindAttempt(attempt.Number) is { State: AttemptState.Unknown, CloseAskedAt: null }
            && !fresh.IsFinal && fresh.End == EndIntent.None && !order.IsFinal && order.End == EndIntent.None
            && now < order.ExpiresAt && now < attempt.RequestTime + method.ResolveWindow;
    }

    // Only a refusal by the payer's doing speaks of the first send too.
    private async Task<QueryResult?> ReplayAsync(PaymentOrder order, Attempt attempt, Accounts.MerchantAccount account)
    {
        var end = await operations.CallAsync(
            account, Operation.Query, null, (lease, token) => lease.Channel.PayAsync(ChannelRequests.Pay(order, attempt), token),
            answer => answer.Outcome != PayOutcome.Unknown, CannotWait(attempt));
        if (end.WasHeldBack && !attempt.IsOrphanToGoBack) return null;
        var result = end.HasReturned ? EvidenceReader.Check(end.Answer) : ChannelResult.Unknown(FaultStage.AfterSend, end.Code, end.Why);
        return new()
        {
            Status = result.Outcome switch
            {
                PayOutcome.Succeeded => AttemptStatus.Paid,
                PayOutcome.Pending => AttemptStatus.Pending,
                PayOutcome.Declined when result.Fault?.Blame == FaultBlame.Payer => AttemptStatus.Declined,
                _ => AttemptStatus.Unknown,
            },
            Fault = result.Fault,
            ChannelTransactionId = result.ChannelTransactionId,
            Captured = result.Captured,
            PaidAt = result.PaidAt,
            Action = result.Action,
            PayableUntil = result.PayableUntil,
            NextQueryAt = result.NextQueryAt,
            MustClose = result.MustClose,
            ReadyToContinue = result.ReadyToContinue,
            State = result.State,
        };
    }

    // Null: it did not leave. A machine that stood still after the close was stored must not send it when it goes on: the payment may have
    // been found paid meanwhile, and a refund begun beside which the close would give the money back once more.
    private async Task<CloseResult?> AskToCloseAsync(Attempt attempt, DateTimeOffset began)
    {
        var catalog = snapshots.Current.Catalog;
        if (catalog.FindAccount(attempt.AccountId) is not { } account)
            return CloseResult.Unknown("stranded", $"Account {attempt.AccountId} is not configured any more.");
        var deadline = began + (catalog.FindChannel(account.ChannelId)?.CallTimeout ?? TimeSpan.FromSeconds(5));
        var end = await operations.CallAsync(
            account, Operation.Close, deadline, (lease, token) => lease.Channel.CloseAsync(ChannelRequests.Close(attempt), token),
            answer => answer.Outcome != CloseOutcome.Unknown, always: attempt.CloseCount == 0);
        if (end.WasHeldBack || (!end.WasBegun && time.GetUtcNow() >= deadline)) return null;
        return end.HasReturned ? end.Answer ?? CloseResult.Unknown("contract", "The plugin answered null.") : CloseResult.Unknown(end.Code, end.Why);
    }

    private async Task<ChannelResult> TakeStepAsync(PaymentOrder order, Attempt attempt, Continuation step, Accounts.MerchantAccount account)
    {
        using var ticket = health.BeginContinuation(account.Id, attempt.Method, order.Plan.CardBank);
        var end = await caller.CallAsync(account, CallClass.Pay, step.Deadline, (lease, token) => lease.Channel is IContinuation role
            ? role.ContinueAsync(ChannelRequests.Continue(order, attempt, step), token)
            : Task.FromResult(ChannelResult.Unsupported()));
        if (!end.WasBegun) return ChannelResult.NotSent(FaultBlame.Us, end.Code, end.Why);
        var result = end.HasReturned ? EvidenceReader.Check(end.Answer) : ChannelResult.Unknown(FaultStage.AfterSend, end.Code, end.Why);
        ticket?.Complete(Observed.From(result), Observed.Approval(result), Observed.RetryAfter(result));
        return result;
    }

    // Stored before the call: a close may arrive, and reverse what has been paid, long after whoever asked for it has gone.
    private static PaymentOrder Asked(PaymentOrder order, string attemptNumber, DateTimeOffset now) =>
        order.FindAttempt(attemptNumber) is { IsLive: true } attempt ? order.WithAttempt(AskedToClose(attempt, now)) : order;

    // One that another asked for and never got an answer to counts as asked: the answer to this one is none to that.
    private static Attempt AskedToClose(Attempt attempt, DateTimeOffset now) => attempt with
    {
        CloseAskedAt = now,
        CloseUnanswered = true,
        CloseCount = attempt is { CloseUnanswered: true, CloseCount: 0 } ? 1 : attempt.CloseCount,
    };

    // It was held back before it left: what stood there before still holds.
    private static PaymentOrder NotAsked(PaymentOrder order, Attempt before, DateTimeOffset askedAt, DateTimeOffset now) =>
        order.FindAttempt(before.Number) is { IsLive: true } attempt && attempt.CloseAskedAt == askedAt
            ? order.WithAttempt(attempt with { CloseAskedAt = before.CloseAskedAt, CloseUnanswered = before.CloseUnanswered, CloseCount = before.CloseCount, NextCloseAt = now + s_heldBack })
            : order;

    // Nobody was asked, so nothing was asked in vain; only when it is next due changes.
    private static PaymentOrder PutOff(PaymentOrder order, string attemptNumber, DateTimeOffset now)
    {
        if (order.FindAttempt(attemptNumber) is not { } attempt || attempt is { IsLive: false, NextQueryAt: null }) return order;
        var next = now + s_heldBack;
        if (attempt.NextQueryAt is { } due && due > now && (due <= next || attempt.QueryCount > 0)) return order;
        return order.WithAttempt(attempt with { NextQueryAt = next });
    }

    // The first question about money in doubt, and a capture that is to go back: a breaker spares the channel little by these.
    private static bool CannotWait(Attempt attempt) => attempt.QueryCount == 0 || attempt.IsOrphanToGoBack;

    // A live attempt goes back on its schedule; a capture that is to be confirmed is asked about after growing pauses, until it is a case.
    private static PaymentOrder Counted(PaymentOrder order, string attemptNumber, DateTimeOffset now)
    {
        if (order.FindAttempt(attemptNumber) is not { } attempt) return order;
        var pause = TimeSpan.FromMinutes(Math.Pow(2, Math.Min(attempt.QueryCount, 8)));
        var again = attempt.IsOrphanToGoBack || (attempt is { IsLive: false, NextQueryAt: not null } && !order.HasOpenCaseOf(attemptNumber));
        return order.WithAttempt(attempt with { NextQueryAt = again ? now + pause : null, QueryCount = attempt.QueryCount + 1 });
    }

    // The same code is the same step, whoever asks and how often.
    private static string StepKey(string attemptNumber, string? code)
    {
        if (code is null) return attemptNumber + "-capture";
        var hash = 14695981039346656037UL;
        foreach (var letter in code) hash = (hash ^ letter) * 1099511628211UL;
        return $"{attemptNumber}-{hash.ToString("x16", CultureInfo.InvariantCulture)}";
    }
}
