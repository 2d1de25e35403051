using Router.Abstractions;
using Router.Channel.Stripe.Wire;

namespace Router.Channel.Stripe.Intents;

/// <summary>Cancels an intent: closes an attempt, or lets go of what is held.</summary>
internal sealed class CloseDesk(StripeClient client, IntentFinder finder, IChannelHost host)
{
    private static readonly TimeSpan s_whileProcessing = TimeSpan.FromMinutes(1);

    public async Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken)
    {
        var memo = AttemptMemo.Read(request.State);
        if (memo?.IntentId is not { } id)
        {
            var found = await FindAsync(request, memo, cancellationToken).ConfigureAwait(false);
            if (found.Intent is null) return NotFound(found);
            (id, memo) = (found.Intent.Id, found.Memo!);
        }

        var reply = await client.PostAsync(
            $"/v1/payment_intents/{Uri.EscapeDataString(id)}/cancel", "cancellation_reason=abandoned", null, cancellationToken).ConfigureAwait(false);
        if (reply.Failure is { } failure) return Unknown(failure, memo);
        if (reply.Error is { } error)
        {
            var (meaning, blame) = ErrorTable.Read(error);
            if (meaning != ErrorMeaning.WrongState) return Unknown(error.Fault(blame), memo);
            var now = await finder.GetAsync(id, request.AttemptNumber, memo, cancellationToken).ConfigureAwait(false);
            return now.Intent is { } intent ? Read(intent, memo) : Unknown(now.Fault!, memo);
        }

        var cancelled = finder.Checked(reply.Body!.Value, request.AttemptNumber, id, memo);
        return cancelled.Intent is { } ended ? Read(ended, memo) : Unknown(cancelled.Fault!, memo);
    }

    // An attempt whose id was lost is made again, under its own key: that gives the same intent, or one that nobody has confirmed and
    // whose cancelling keeps a late first request from making another. Stripe forgets keys, so an old attempt is only looked for.
    private async Task<Found> FindAsync(CloseRequest request, AttemptMemo? memo, CancellationToken cancellationToken)
    {
        if (memo?.CreateForm is not { } form || !Keys.AreKept(request.RequestTime, host.Time.GetUtcNow()))
            return await finder.FindAsync(request.AttemptNumber, request.RequestTime, memo, cancellationToken).ConfigureAwait(false);
        var made = await finder.CreateAsync(request.AttemptNumber, form, cancellationToken).ConfigureAwait(false);
        if (!made.IsRefused) return made;

        // A refusal of this request says nothing of one before it that was not refused.
        var before = await finder.FindAsync(request.AttemptNumber, request.RequestTime, memo, cancellationToken).ConfigureAwait(false);
        return before.IsMissing ? made : before;
    }

    private static CloseResult Read(Intent intent, AttemptMemo memo) => intent.Meaning switch
    {
        IntentMeaning.Closed => CloseResult.Of(CloseOutcome.Closed) with { State = memo.ToState() },
        IntentMeaning.Paid => CloseResult.Of(CloseOutcome.AlreadyPaid) with { State = memo.ToState() },
        IntentMeaning.Processing => new() { Outcome = CloseOutcome.TooEarly, RetryAfter = s_whileProcessing, State = memo.ToState() },
        _ => Unknown(new(FaultStage.Answered, FaultBlame.Channel, intent.Status, "The intent was not cancelled."), memo),
    };

    // An intent that Stripe refuses to make, and does not have, was never made: nothing can be paid.
    private static CloseResult NotFound(Found found)
    {
        if (found.IsMissing) return CloseResult.Of(CloseOutcome.NotFound);
        return found is { IsRefused: true, Fault.Blame: FaultBlame.Payer or FaultBlame.Request }
            ? CloseResult.Of(CloseOutcome.Closed)
            : Unknown(found.Fault!, found.Memo);
    }

    private static CloseResult Unknown(ChannelFault fault, AttemptMemo? memo) =>
        new() { Outcome = CloseOutcome.Unknown, Fault = fault, State = memo?.ToState() };
}
