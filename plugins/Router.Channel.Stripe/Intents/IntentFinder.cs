using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Stripe.Wire;

namespace Router.Channel.Stripe.Intents;

/// <summary>Finds the intent of an attempt, moving no money.</summary>
/// <remarks>
/// By id where an answer ever named it. Otherwise, within the time that Stripe remembers keys, by sending the creation again: it gives the
/// same intent, or makes one that nobody has confirmed. Later only by Stripe's search, which is complete by then but never at once
/// (https://docs.stripe.com/search#data-freshness).
/// </remarks>
internal sealed class IntentFinder(StripeClient client, IChannelHost host)
{
    private static readonly string s_expand = "expand[0]=latest_charge";

    public async Task<Found> FindAsync(string attemptNumber, DateTimeOffset requestTime, AttemptMemo? memo, CancellationToken cancellationToken)
    {
        if (memo?.IntentId is { } known) return await GetAsync(known, attemptNumber, memo, cancellationToken).ConfigureAwait(false);
        if (memo?.Refusal is { } refusal)
            return new(null, memo, new(FaultStage.BeforeSend, FaultBlame.Request, "not-sendable", refusal), IsRefused: true);
        if (memo?.CreateForm is not { } form || !Keys.AreKept(requestTime, host.Time.GetUtcNow()))
            return await SearchAsync(attemptNumber, memo, cancellationToken).ConfigureAwait(false);
        var made = await CreateAsync(attemptNumber, form, cancellationToken).ConfigureAwait(false);
        if (made.Intent is null) return made;
        return await GetAsync(made.Intent.Id, attemptNumber, made.Memo!, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the intent, or gives the one made before; its status is that of the first time.</summary>
    public async Task<Found> CreateAsync(string attemptNumber, string form, CancellationToken cancellationToken)
    {
        var reply = await client.PostAsync("/v1/payment_intents", form, Keys.Create(attemptNumber), cancellationToken).ConfigureAwait(false);
        var memo = new AttemptMemo(form);
        if (reply.Failure is { } failure) return new(null, memo, failure);
        if (reply.Error is { } error)
        {
            var (meaning, blame) = ErrorTable.Read(error);
            return new(null, memo, error.Fault(blame), IsRefused: meaning is ErrorMeaning.Refused or ErrorMeaning.TooFrequent or ErrorMeaning.Missing);
        }

        return Checked(reply.Body!.Value, attemptNumber, null, memo);
    }

    public async Task<Found> GetAsync(string id, string attemptNumber, AttemptMemo memo, CancellationToken cancellationToken)
    {
        var reply = await client.GetAsync($"/v1/payment_intents/{Uri.EscapeDataString(id)}?{s_expand}", cancellationToken).ConfigureAwait(false);
        if (reply.Failure is { } failure) return new(null, memo, failure);
        // Not found under an id that Stripe itself gave: another account's key. It proves nothing of the payment.
        if (reply.Error is { } error) return new(null, memo, error.Fault(ErrorTable.Read(error).Blame));
        return Checked(reply.Body!.Value, attemptNumber, id, memo);
    }

    /// <summary>Reads an intent that must be this attempt's.</summary>
    public Found Checked(JsonElement body, string attemptNumber, string? id, AttemptMemo memo)
    {
        if (Intent.Read(body, client.Settings.IsProduction) is not { } intent)
            return new(null, memo, Wrong("not-an-intent", "The answer is no payment intent of this account's mode with an attempt of ours."));
        if (intent.AttemptNumber != attemptNumber || (id is not null && intent.Id != id))
            return new(null, memo, Wrong("other-intent", "The answer is about another payment."));
        return new(intent, memo with { IntentId = intent.Id }, null);
    }

    private async Task<Found> SearchAsync(string attemptNumber, AttemptMemo? memo, CancellationToken cancellationToken)
    {
        var query = Uri.EscapeDataString($"metadata['attempt']:'{attemptNumber}'");
        var reply = await client.GetAsync($"/v1/payment_intents/search?limit=10&query={query}", cancellationToken).ConfigureAwait(false);
        if (reply.Failure is { } failure) return new(null, memo, failure);
        if (reply.Error is { } error) return new(null, memo, error.Fault(ErrorTable.Read(error).Blame));
        if (reply.Body!.Value.Array("data") is not { } data || reply.Body.Value.Switch("has_more") is not false)
            return new(null, memo, Wrong("not-a-list", "The search answered no complete list."));
        var ids = data.EnumerateArray()
            .Select(found => Intent.Read(found, client.Settings.IsProduction))
            .Where(found => found is not null && found.AttemptNumber == attemptNumber).Select(found => found!.Id).Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count == 0)
            return new(null, memo, new(FaultStage.Answered, FaultBlame.Channel, "not-found", "Stripe's search knows no such attempt."), IsMissing: true);
        if (ids.Count > 1) return new(null, memo, Wrong("two-intents", "Two payment intents carry this attempt's number."));
        return await GetAsync(ids[0], attemptNumber, memo ?? new AttemptMemo(null), cancellationToken).ConfigureAwait(false);
    }

    private static ChannelFault Wrong(string code, string message) => new(FaultStage.AfterSend, FaultBlame.Channel, code, message);
}
