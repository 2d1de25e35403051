using System.Globalization;
using Router.Abstractions;
using Router.Channel.Stripe.Amounts;
using Router.Channel.Stripe.Wire;

namespace Router.Channel.Stripe.Intents;

/// <summary>Captures what is held, all or part of it; Stripe lets the rest go.</summary>
internal sealed class CaptureDesk(StripeClient client, IntentFinder finder)
{
    public async Task<ChannelResult> CaptureAsync(CaptureRequest request, CancellationToken cancellationToken)
    {
        var number = request.Original.AttemptNumber;
        if (!StripeAmount.TryWrite(request.Amount, out var amount))
            return ChannelResult.NotSent(FaultBlame.Request, "not-sendable", $"Stripe cannot take {request.Amount} exactly.");
        var memo = AttemptMemo.Read(request.State) ?? AttemptMemo.Read(request.Original.State);
        if (memo?.IntentId is not { } id)
        {
            var found = await finder.FindAsync(number, request.Original.RequestTime, memo, cancellationToken).ConfigureAwait(false);
            if (found.Intent is null) return NotFound(found);
            (id, memo) = (found.Intent.Id, found.Memo!);
        }

        var form = new FormBody().Add("amount_to_capture", amount.ToString(CultureInfo.InvariantCulture)).Add("expand[0]", "latest_charge").ToString();
        var reply = await client.PostAsync(
            $"/v1/payment_intents/{Uri.EscapeDataString(id)}/capture", form, Keys.Capture(request.CaptureNumber), cancellationToken).ConfigureAwait(false);
        if (reply.WasNotSent) return ChannelResult.NotSent(reply.Failure!.Blame, reply.Failure.RawCode, reply.Failure.RawMessage);
        if (reply.Failure is { } failure) return Of(failure, memo);
        if (reply.Error is { } error)
        {
            var (meaning, blame) = ErrorTable.Read(error);
            if (meaning is ErrorMeaning.Refused or ErrorMeaning.TooFrequent)
                return ChannelResult.RefusedButPayable(error.Fault(blame), state: memo.ToState());
            if (meaning != ErrorMeaning.WrongState) return Of(error.Fault(blame), memo);
            var now = await finder.GetAsync(id, number, memo, cancellationToken).ConfigureAwait(false);
            return now.Intent is { } intent ? Read(intent, request.Amount, memo) : Of(now.Fault!, memo);
        }

        var captured = finder.Checked(reply.Body!.Value, number, id, memo);
        return captured.Intent is { } done ? Read(done, request.Amount, memo) : Of(captured.Fault!, memo);
    }

    // Another amount was taken under another capture's number.
    private static ChannelResult Read(Intent intent, Money amount, AttemptMemo memo) => intent.Meaning switch
    {
        IntentMeaning.Paid when intent.Received == amount => ChannelResult.Succeeded(intent.Id, amount, state: memo.ToState()),
        IntentMeaning.Paid => ChannelResult.Unknown(FaultStage.Answered, "other-amount", $"{intent.Received} was captured, not {amount}.") with { State = memo.ToState() },
        IntentMeaning.Closed =>
            ChannelResult.Declined(FaultBlame.Channel, intent.Status, "What was held has been let go.") with { State = memo.ToState() },
        IntentMeaning.Processing => ChannelResult.Pending(state: memo.ToState()),
        _ => ChannelResult.Unknown(FaultStage.Answered, intent.Status, "There is nothing held that could be captured.") with { State = memo.ToState() },
    };

    private static ChannelResult NotFound(Found found) => found.Fault!.Stage == FaultStage.BeforeSend
        ? ChannelResult.NotSent(found.Fault.Blame, found.Fault.RawCode, found.Fault.RawMessage)
        : Of(found.Fault, found.Memo);

    private static ChannelResult Of(ChannelFault fault, AttemptMemo? memo) =>
        new() { Outcome = PayOutcome.Unknown, Fault = fault, State = memo?.ToState() };
}
