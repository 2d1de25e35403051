using Router.Abstractions;
using Router.Channel.Stripe.Settings;

namespace Router.Channel.Stripe.Intents;

/// <summary>Says what an attempt is, from its intent as it stands now.</summary>
internal sealed class QueryDesk(IntentFinder finder, StripeSettings settings)
{
    public async Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        // That this version would not send it says nothing of what was sent: only a refusal in the stored state does.
        var memo = AttemptMemo.Read(request.State) ?? (request.Original is { } original ? Forms.Create(original) with { Refusal = null } : null);
        var found = await finder.FindAsync(request.AttemptNumber, request.RequestTime, memo, cancellationToken).ConfigureAwait(false);
        var state = found.Memo?.ToState();
        if (found.Intent is { } intent) return Read(intent, request.Method, settings, null) with { State = state };
        if (found.IsMissing) return new() { Status = AttemptStatus.NotFound, Fault = found.Fault };
        // Only what lies in the request itself speaks of the first send too.
        if (found is { IsRefused: true, Fault.Blame: FaultBlame.Payer or FaultBlame.Request })
            return new() { Status = AttemptStatus.Declined, Fault = found.Fault, State = state };
        return new() { Status = AttemptStatus.Unknown, Fault = found.Fault, State = state };
    }

    /// <param name="intent">The intent.</param>
    /// <param name="method">The attempt's method; null in a notification, which does not name it.</param>
    /// <param name="settings">The account's settings.</param>
    /// <param name="paidAt">When it was paid, where the intent does not say.</param>
    public static QueryResult Read(Intent intent, string? method, StripeSettings settings, DateTimeOffset? paidAt)
    {
        switch (intent.Meaning)
        {
            case IntentMeaning.Paid when intent.Received is { Minor: > 0 } received:
                return new() { Status = AttemptStatus.Paid, ChannelTransactionId = intent.Id, Captured = received, PaidAt = intent.ChargedAt ?? paidAt };
            case IntentMeaning.Closed:
                return new() { Status = AttemptStatus.Closed };
            case IntentMeaning.Processing or IntentMeaning.Held:
                return new() { Status = AttemptStatus.Pending };
            case IntentMeaning.Refused:
                return MustClose(intent.RefusalFault());
            case IntentMeaning.Open or IntentMeaning.BuyerActs or IntentMeaning.Unconfirmed when method is null:
                return new() { Status = AttemptStatus.Pending };
            case IntentMeaning.Open or IntentMeaning.BuyerActs or IntentMeaning.Unconfirmed:
                return Actions.For(intent, method, settings) is { } action
                    ? new() { Status = AttemptStatus.Pending, Action = action }
                    : MustClose(new(FaultStage.Answered, FaultBlame.Channel, intent.Status, "Nobody can go on with this intent any more."));
            default:
                return QueryResult.Unknown(intent.Status.Length == 0 ? "no-status" : intent.Status, "The intent's status or amount is none that is known.");
        }
    }

    private static QueryResult MustClose(ChannelFault fault) => new() { Status = AttemptStatus.Pending, MustClose = true, Fault = fault };
}
