using System.Globalization;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Stripe.Wire;

namespace Router.Channel.Stripe.Intents;

/// <summary>Finds the intent of an attempt, moving no money.</summary>
/// <remarks>
/// By id where an answer ever named it, otherwise among the intents made about the time of the request: Stripe cannot be asked by our
/// number, and its search is never complete at once while its lists are (https://docs.stripe.com/search#data-freshness). The search is
/// for accounts so busy that the list is too long.
/// </remarks>
internal sealed class IntentFinder(StripeClient client, IChannelHost host)
{
    private const int PagesMax = 5;

    // Clocks differ, and a capture that the window leaves out would be told as not found; a request is under way for a little.
    private static readonly TimeSpan s_before = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_after = TimeSpan.FromMinutes(15);

    // Twice what Stripe says its search may be behind when it is ill.
    private static readonly TimeSpan s_searchable = TimeSpan.FromHours(2);

    public async Task<Found> FindAsync(string attemptNumber, DateTimeOffset requestTime, AttemptMemo? memo, CancellationToken cancellationToken)
    {
        if (memo?.IntentId is { } known) return await GetAsync(known, attemptNumber, memo, cancellationToken).ConfigureAwait(false);
        if (memo?.Refusal is { } refusal)
            return new(null, memo, new(FaultStage.BeforeSend, FaultBlame.Request, "not-sendable", refusal), IsRefused: true);
        var (from, to) = ((requestTime - s_before).ToUnixTimeSeconds(), (requestTime + s_after).ToUnixTimeSeconds());
        var target = string.Create(CultureInfo.InvariantCulture, $"/v1/payment_intents?created[gte]={from}&created[lte]={to}&limit=100&expand[0]=data.latest_charge");
        Found? found = null;
        var after = "";
        for (var page = 0; page < PagesMax; page++)
        {
            var reply = await client.ListAsync(target + after, cancellationToken).ConfigureAwait(false);
            if (ListOf(reply, out var hasMore, out var fault) is not { } list) return new(null, memo, fault);
            foreach (var body in list.Where(body => Intent.Read(body, client.Settings.IsProduction)?.AttemptNumber == attemptNumber))
            {
                if (found is not null) return new(null, memo, Wrong("two-intents", "Two payment intents carry this attempt's number."));
                found = Checked(body, attemptNumber, null, memo ?? new AttemptMemo(null));
            }

            if (!hasMore) return found ?? Missing(memo);
            if (list.Count == 0 || list[^1].Text("id") is not { } last) return new(null, memo, Wrong("not-a-list", "The list says that it goes on and does not."));
            after = "&starting_after=" + Uri.EscapeDataString(last);
        }

        return found ?? await SearchAsync(attemptNumber, requestTime, memo, cancellationToken).ConfigureAwait(false);
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
        var reply = await client.GetAsync($"/v1/payment_intents/{Uri.EscapeDataString(id)}?expand[0]=latest_charge", cancellationToken).ConfigureAwait(false);
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

    private async Task<Found> SearchAsync(string attemptNumber, DateTimeOffset requestTime, AttemptMemo? memo, CancellationToken cancellationToken)
    {
        var query = Uri.EscapeDataString($"metadata['attempt']:'{attemptNumber}'");
        var reply = await client.ListAsync($"/v1/payment_intents/search?limit=10&query={query}", cancellationToken).ConfigureAwait(false);
        if (ListOf(reply, out var hasMore, out var fault) is not { } list) return new(null, memo, fault);
        var ids = list.Select(body => Intent.Read(body, client.Settings.IsProduction))
            .Where(intent => intent?.AttemptNumber == attemptNumber).Select(intent => intent!.Id).Distinct(StringComparer.Ordinal).ToList();
        if (hasMore || ids.Count > 1) return new(null, memo, Wrong("two-intents", "Two payment intents carry this attempt's number."));
        // What the search shows may be a minute old; what it does not show may be younger than that.
        if (ids.Count == 1) return await GetAsync(ids[0], attemptNumber, memo ?? new AttemptMemo(null), cancellationToken).ConfigureAwait(false);
        return host.Time.GetUtcNow() < requestTime + s_searchable
            ? new(null, memo, Wrong("too-many-intents", "The account makes too many intents to look through, and the search may not know this one yet."))
            : Missing(memo);
    }

    private static IReadOnlyList<JsonElement>? ListOf(StripeReply reply, out bool hasMore, out ChannelFault? fault)
    {
        hasMore = false;
        fault = reply.Failure ?? (reply.Error is { } error ? error.Fault(ErrorTable.Read(error).Blame) : null);
        if (fault is not null) return null;
        if (reply.Body!.Value.Array("data") is { } data && reply.Body.Value.Switch("has_more") is { } more)
        {
            hasMore = more;
            return [.. data.EnumerateArray()];
        }

        fault = Wrong("not-a-list", "The answer is no list of payment intents.");
        return null;
    }

    private static Found Missing(AttemptMemo? memo) =>
        new(null, memo, new(FaultStage.Answered, FaultBlame.Channel, "not-found", "Stripe has no intent with this attempt's number."), IsMissing: true);

    private static ChannelFault Wrong(string code, string message) => new(FaultStage.AfterSend, FaultBlame.Channel, code, message);
}
