using Router.Abstractions;
using Router.Channel.Stripe.Wire;

namespace Router.Channel.Stripe.Intents;

/// <summary>
/// Pays in two steps: makes the intent, which moves nothing, then confirms it by its id. So whatever is lost on the way, the intent can
/// be found again, looked at and cancelled.
/// </summary>
internal sealed class PayDesk(StripeClient client, IntentFinder finder, IChannelHost host)
{
    public async Task<ChannelResult> PayAsync(PayRequest request, bool holds, CancellationToken cancellationToken)
    {
        if (holds && !Forms.Holds(request.Method)) return ChannelResult.Unsupported();
        var memo = AttemptMemo.Read(request.State) ?? Forms.Create(request);
        if (memo is { CreateForm: null, IntentId: not null })
            return Unknown("no-form", "The attempt has an intent, and its state holds no form to send again.", memo);
        if (memo.CreateForm is not { } form) return ChannelResult.NotSent(FaultBlame.Request, "not-sendable", memo.Refusal ?? "The stored state holds nothing to send.");
        if (!Keys.AreKept(request.RequestTime, host.Time.GetUtcNow()))
            return ChannelResult.Unknown(FaultStage.AfterSend, "key-window", "The attempt is too old to be sent again: Stripe may have forgotten its key.", FaultBlame.Us);

        var made = await finder.CreateAsync(request.AttemptNumber, form, cancellationToken).ConfigureAwait(false);
        if (made.Intent is not { } intent) return NotMade(made, memo);
        if (intent.Amount != request.Amount)
            return Unknown("other-amount", $"The intent is over {intent.Amount}, not {request.Amount}.", made.Memo);
        if (request.Method == Forms.InPage) return Fresh(intent, request.Method, made.Memo!);

        StripeReply reply;
        try
        {
            reply = await client.PostAsync(
                $"/v1/payment_intents/{Uri.EscapeDataString(intent.Id)}/confirm", Forms.Confirm(request, holds), Keys.Confirm(request.AttemptNumber),
                cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It may have been charged: what must not be lost with the call is the intent's id.
            return Of(new(FaultStage.AfterSend, FaultBlame.Channel, "cancelled", "The confirmation was given up before its answer came."), made.Memo);
        }

        // The intent is there and can be confirmed no more than by us: it must be closed, nothing was charged.
        if (reply.WasNotSent) return Payable(reply.Failure!, made.Memo!);
        if (reply.Failure is { } failure) return Of(failure, made.Memo);
        if (reply.Error is { } error) return Refused(error, intent, made.Memo!);
        var confirmed = finder.Checked(reply.Body!.Value, request.AttemptNumber, intent.Id, made.Memo!);
        return confirmed.Intent is { } now ? Read(now, request, holds, made.Memo!) : Of(confirmed.Fault!, made.Memo);
    }

    // A refusal now says nothing of an intent that an earlier answer named.
    private static ChannelResult NotMade(Found made, AttemptMemo before)
    {
        var fault = made.Fault!;
        if (before.IntentId is not null) return Of(fault, before);
        if (fault.Stage == FaultStage.BeforeSend) return ChannelResult.NotSent(fault.Blame, fault.RawCode, fault.RawMessage);
        return made.IsRefused ? ChannelResult.Declined(fault.Blame, fault.RawCode, fault.RawMessage, fault.RetryAfter) : Of(fault, made.Memo);
    }

    private ChannelResult Fresh(Intent intent, string method, AttemptMemo memo) =>
        intent.Meaning == IntentMeaning.Open && Actions.For(intent, method, client.Settings) is { } action
            ? ChannelResult.Pending(action, state: memo.ToState())
            : Unknown(intent.Status, "A new intent without a client secret, or in a state that a new one cannot have.", memo);

    // A refusal to confirm leaves the intent behind. What it says of itself counts more than the code.
    private ChannelResult Refused(StripeError error, Intent intent, AttemptMemo memo)
    {
        var (meaning, blame) = ErrorTable.Read(error);
        var fault = error.Fault(blame);
        if (error.PaymentIntent is { } body)
        {
            if (finder.Checked(body, intent.AttemptNumber, intent.Id, memo).Intent is not { } now) return Of(fault, memo);
            if (meaning == ErrorMeaning.Refused && now.Meaning == IntentMeaning.Closed)
                return ChannelResult.Declined(blame, fault.RawCode, fault.RawMessage) with { State = memo.ToState() };
            if (now.Meaning is not (IntentMeaning.Refused or IntentMeaning.Open or IntentMeaning.Unconfirmed)) return Of(fault, memo);
        }

        return meaning is ErrorMeaning.Refused or ErrorMeaning.TooFrequent or ErrorMeaning.Missing ? Payable(fault, memo) : Of(fault, memo);
    }

    private ChannelResult Read(Intent intent, PayRequest request, bool holds, AttemptMemo memo)
    {
        if (intent.Amount != request.Amount) return Unknown("other-amount", $"The intent is over {intent.Amount}, not {request.Amount}.", memo);
        switch (intent.Meaning)
        {
            case IntentMeaning.Paid when !holds && intent.Received is { Minor: > 0 } received:
                return ChannelResult.Succeeded(intent.Id, received, intent.ChargedAt, memo.ToState());
            case IntentMeaning.Held when holds && intent.Capturable is { Minor: > 0 } held:
                return ChannelResult.Succeeded(intent.Id, held, intent.ChargedAt, memo.ToState());
            case IntentMeaning.BuyerActs when Actions.For(intent, request.Method, client.Settings) is { } action:
                return ChannelResult.Pending(action, state: memo.ToState());
            case IntentMeaning.BuyerActs:
                return Payable(new(FaultStage.Answered, FaultBlame.Payer, intent.Status, "The buyer has to act, and this method cannot show him how."), memo);
            case IntentMeaning.Processing:
                return ChannelResult.Pending(state: memo.ToState());
            case IntentMeaning.Refused or IntentMeaning.Open:
                return Payable(intent.RefusalFault(), memo);
            case IntentMeaning.Closed:
                return ChannelResult.Declined(FaultBlame.Channel, intent.Status, "Stripe ended the intent.") with { State = memo.ToState() };
            default:
                return Unknown(intent.Status, "The intent is in a state that a confirmation does not lead to.", memo);
        }
    }

    private static ChannelResult Payable(ChannelFault fault, AttemptMemo memo) => ChannelResult.RefusedButPayable(fault, state: memo.ToState());

    private static ChannelResult Unknown(string code, string message, AttemptMemo? memo) =>
        ChannelResult.Unknown(FaultStage.Answered, code, message) with { State = memo?.ToState() };

    private static ChannelResult Of(ChannelFault fault, AttemptMemo? memo) =>
        new() { Outcome = PayOutcome.Unknown, Fault = fault, State = memo?.ToState() };
}
