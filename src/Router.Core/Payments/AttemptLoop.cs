using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Channels;
using Router.Core.Health;
using Router.Core.Ids;
using Router.Core.Orders;
using Router.Core.Routing;
using Router.Core.Routing.Eligibility;
using Router.Core.Store;

namespace Router.Core.Payments;

/// <summary>
/// Walks the stored plan: one attempt at a time, each stored before its call, another only after the one before is proved to take no
/// money. The caller holds the order's lease; the loop gives it back.
/// </summary>
public sealed class AttemptLoop(
    OrderWriter writer, ISnapshotSource snapshots, HealthModel health, AccountGates gates, IChannelDirectory channels, ChannelCaller caller,
    AttemptWork work, ExchangeLog exchanges, IdSource ids, TimeProvider time, EngineSettings settings)
{
    private static readonly TimeSpan s_probe = TimeSpan.FromSeconds(2);

    public async Task<PaymentOrder> RunAsync(PaymentOrder order)
    {
        var fence = order.Lease!.Fence;
        var budgetEnds = time.GetUtcNow() + settings.Budget;
        var skipped = new List<string>();
        for (var tried = 0; tried < settings.MaxAttempts; tried++)
        {
            if (await StartAsync(order, tried, budgetEnds, skipped) is not { } call) break;
            if (call.Ticket.IsProbe && await IsSickAsync(call))
            {
                skipped.Add($"{call.Attempt.AccountId}: its probe failed");
                order = order with { NextCandidate = call.Index + 1 };
                tried--;
                continue;
            }

            var (stored, refused) = await StoreOrGiveBackAsync(order, call, fence);
            if (stored is null)
            {
                var current = await writer.UpdateAsync(order.Id, Unchanged) ?? order;
                if (current.Lease?.Fence != fence) return current;

                // The lease was kept: it was the account that went, or its day that is full.
                skipped.Add($"{call.Attempt.AccountId}: {refused ?? "no longer available"}");
                order = current with { NextCandidate = call.Index + 1 };
                tried--;
                continue;
            }

            var (answered, goesOn) = await SendAsync(stored, call, fence);
            if (!goesOn) return answered;
            order = answered;
        }

        return await writer.UpdateAsync(order.Id, current => GivenUp(current, skipped), fence) ?? await writer.UpdateAsync(order.Id, Unchanged) ?? order;
    }

    private async Task<StartedCall?> StartAsync(PaymentOrder order, int tried, DateTimeOffset budgetEnds, List<string> skipped)
    {
        var catalog = snapshots.Current.Catalog;
        for (var index = order.NextCandidate; index < order.Plan.Candidates.Count; index++)
        {
            var candidate = order.Plan.Candidates[index];
            var now = time.GetUtcNow();
            if (FindOpen(catalog, candidate.AccountId) is not { } account
                || catalog.FindMethod(account.Id, candidate.Method) is not { } method)
            {
                skipped.Add($"{candidate.AccountId}: no longer available");
                continue;
            }

            var timeout = catalog.FindChannel(account.ChannelId)!.CallTimeout;
            if (tried > 0 && now + timeout > budgetEnds) return null;
            var (call, refused) = await BeginAsync(order, candidate, account, method, index, now, timeout);
            if (call is not null) return call;
            skipped.Add($"{candidate.AccountId}: {refused}");
        }

        return null;
    }

    private async Task<(StartedCall? Call, string? Refused)> BeginAsync(
        PaymentOrder order, PlannedCandidate candidate, MerchantAccount account, MethodManifest method, int index, DateTimeOffset now, TimeSpan timeout)
    {
        if (settings.OneCent && (settings.IsProduction || account.IsProduction)) return (null, "the one-cent switch is on and this is a production account");
        if (health.TryBegin(account.Id, candidate.Method, order.Plan.CardBank, out var refused, candidate.Breaker == "open") is not { } ticket)
            return (null, refused);
        if (gates.TryEnter(account, CallClass.Pay, out refused) is not { } place)
        {
            ticket.Dispose();
            return (null, refused);
        }

        if (channels.TryLease(account, out refused) is not { } lease)
        {
            place.Dispose();
            ticket.Dispose();
            return (null, refused);
        }

        var attempt = new Attempt
        {
            Number = ids.New("t"),
            AccountId = account.Id,
            ChannelId = account.ChannelId,
            Method = candidate.Method,
            State = AttemptState.Sending,
            SentAmount = settings.SentAmount(order.Terms.Amount),
            RequestTime = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero),
            SendBy = now + settings.SendWithin,
            Deadline = now + timeout,
            ExpiresAt = order.ExpiresAt,
            ChannelState = ChannelState.Empty,
            NotifyUrl = settings.NotifyUrl(account.ChannelId, account.Id),
            FeeMinor = candidate.FeeMinor,
        };
        AttemptLimit? limit = null;
        if (account.Limits is { } limits)
        {
            attempt = attempt with { LimitDay = snapshots.Current.Catalog.LimitDayOf(account, attempt.RequestTime) };
            limit = new(attempt.Number, limits.Count, limits.AmountOf(attempt.SentAmount.Currency));
        }

        var request = ChannelRequests.Pay(order, attempt);
        var prepared = await caller.PrepareAsync(lease, place, channel => channel.Prepare(request));
        if (prepared.HasReturned) return (new(attempt with { ChannelState = prepared.Answer! }, index, method, lease, place, ticket, limit), null);
        ticket.Complete(Observation.Us);
        return (null, $"its plugin failed in Prepare: {prepared.Why}");
    }

    // A channel that can be asked how it is, is asked before a payment is risked on it.
    private async Task<bool> IsSickAsync(StartedCall call)
    {
        if (call.Lease.Channel is not IProbe || snapshots.Current.Catalog.FindAccount(call.Attempt.AccountId) is not { } account) return false;
        var end = await caller.CallAsync(account, CallClass.Query, writer.Now + s_probe, async (lease, token) =>
            lease.Channel is IProbe probe ? await probe.ProbeAsync(token) : null);
        if (end.HasReturned && end.Answer is null) return false;

        // Not begun: our own bulkhead or directory refused, which says nothing of the channel.
        call.Ticket.Complete(!end.WasBegun ? Observation.NotObserved : end.Answer is { Stage: FaultStage.BeforeSend } ? Observation.NotSent : Observation.Bad);
        call.Place.Dispose();
        call.Lease.Dispose();
        return true;
    }

    private async Task<(PaymentOrder? Stored, string? Refused)> StoreOrGiveBackAsync(PaymentOrder order, StartedCall call, long fence)
    {
        PaymentOrder? stored = null;
        try
        {
            (stored, var refused) = await StoreSendingAsync(order, call, fence);
            return (stored, refused);
        }
        finally
        {
            if (stored is null) call.GiveBack();
        }
    }

    // Conditional on the order as it is now: nothing live, nothing won, nobody has asked for the end; and on the account: who removes it
    // closes it first and looks again.
    private async Task<(PaymentOrder? Stored, string? Refused)> StoreSendingAsync(PaymentOrder order, StartedCall call, long fence)
    {
        var stored = false;
        var sending = await writer.UpdateAsync(order.Id, current =>
        {
            stored = false;
            if (FindOpen(snapshots.Current.Catalog, call.Attempt.AccountId) is null) return current;
            stored = !current.IsFinal && current.End == EndIntent.None && current.LiveAttempt is null && current.WinningAttempt is null
                && !current.HasOpenCase && current.ExpiresAt > call.Attempt.RequestTime;
            if (!stored) return OrderWriter.Released(current, writer.Now);
            return current.To(PaymentState.Paying) with { Attempts = [.. current.Attempts, call.Attempt], NextCandidate = call.Index + 1 };
        }, fence, order, call.Limit);
        if (stored && sending is not null && sending.FindAttempt(call.Attempt.Number) is null) return (null, AccountLimitFilter.Reached);
        return (stored ? sending : null, null);
    }

    private async Task<(PaymentOrder Order, bool GoesOn)> SendAsync(PaymentOrder order, StartedCall call, long fence)
    {
        var attempt = call.Attempt;
        var result = await CallAsync(order, call);
        var decision = FailoverPolicy.Decide(result.Outcome, result.Fault?.Stage, result.Fault?.Blame, result.MustClose);
        await exchanges.WriteAsync(attempt, "pay", attempt.RequestTime, result.Outcome.ToString(), result.Fault);
        var evidence = EvidenceReader.FromPay(attempt, result, EvidenceSource.PayAnswer, writer.Now);
        var keeps = decision.Step != FailoverStep.Stop;
        var merged = await writer.UpdateAsync(order.Id, current =>
        {
            var applied = MergeTable.Apply(current, evidence);
            return keeps ? applied : OrderWriter.Released(applied, writer.Now);
        }, fence, order);
        if (merged is null) return (await writer.UpdateAsync(order.Id, current => MergeTable.Apply(current, evidence)) ?? order, false);
        if (decision.Step == FailoverStep.Recover) return await FindOutAsync(merged, call, fence);
        if (decision.Step == FailoverStep.Stop || MayGoOn(merged)) return (merged, decision.Step == FailoverStep.Next);
        return (await LetGoAsync(merged, fence), false);
    }

    private async Task<ChannelResult> CallAsync(PaymentOrder order, StartedCall call)
    {
        var attempt = call.Attempt;
        var end = await caller.CallAsync(
            call.Lease, call.Place, attempt.SendBy, attempt.Deadline, (lease, token) => lease.Channel.PayAsync(ChannelRequests.Pay(order, attempt), token));
        if (!end.WasBegun)
        {
            // Our own slowness: it says nothing of the account.
            call.Ticket.Dispose();
            return ChannelResult.NotSent(FaultBlame.Us, "send-by", "The attempt was stored too late to be sent.");
        }

        var result = end.HasReturned ? EvidenceReader.Check(end.Answer) : ChannelResult.Unknown(FaultStage.AfterSend, end.Code, end.Why);
        call.Ticket.Complete(Observed.From(result), Observed.Approval(result), Observed.RetryAfter(result));
        return result;
    }

    // Unknown: one query now. Refused but payable: one close now. Another candidate only after proof; otherwise recovery goes on.
    private async Task<(PaymentOrder Order, bool GoesOn)> FindOutAsync(PaymentOrder order, StartedCall call, long fence)
    {
        var attempt = order.FindAttempt(call.Attempt.Number)!;
        if (attempt.IsLive)
            order = attempt.MustClose ? await work.CloseAsync(order, attempt.Number, fence) : await work.QueryAsync(order, attempt.Number, fence);
        attempt = order.FindAttempt(call.Attempt.Number)!;
        var proved = attempt.State is AttemptState.Declined or AttemptState.Closed;
        if (proved && call.Method.ActionExpires && MayGoOn(order) && FailoverPolicy.AfterRefusal(attempt.Fault?.Blame) == FailoverStep.Next)
            return (order, true);
        return (await LetGoAsync(order, fence), false);
    }

    private async Task<PaymentOrder> LetGoAsync(PaymentOrder order, long fence) =>
        await writer.UpdateAsync(order.Id, current => OrderWriter.Released(current, writer.Now), fence) ?? order;

    private static bool MayGoOn(PaymentOrder order) => !order.IsFinal && order.End == EndIntent.None && order.LiveAttempt is null && !order.HasOpenCase;

    private PaymentOrder GivenUp(PaymentOrder order, List<string> skipped)
    {
        if (order.Attempts.Count > 0 || order.End != EndIntent.None) return OrderWriter.Released(order, writer.Now);
        var why = skipped.Count > 0 ? string.Join("; ", skipped) : "no candidate was left";
        return Settlement.Finish(order with { Lease = null }, PaymentState.Failed, "route.unavailable", $"Nothing was sent: {why}.", writer.Now);
    }

    private static MerchantAccount? FindOpen(Catalog catalog, string accountId) =>
        catalog.FindAccount(accountId) is { State: AccountState.Active or AccountState.Testing } account ? account : null;

    private static PaymentOrder Unchanged(PaymentOrder order) => order;

    private sealed record StartedCall(
        Attempt Attempt, int Index, MethodManifest Method, IChannelLease Lease, IDisposable Place, CallTicket Ticket,
        AttemptLimit? Limit)
    {
        public void GiveBack()
        {
            Ticket.Dispose();
            Place.Dispose();
            Lease.Dispose();
        }
    }
}
