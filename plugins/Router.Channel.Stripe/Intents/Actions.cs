using Router.Abstractions;
using Router.Channel.Stripe.Settings;

namespace Router.Channel.Stripe.Intents;

/// <summary>What the buyer is given. An intent never expires by itself, so no action carries an expiry.</summary>
internal static class Actions
{
    /// <returns>Null where there is nothing for the buyer to do, or nothing that this method can show.</returns>
    public static PayAction? For(Intent intent, string method, StripeSettings settings) => method switch
    {
        Forms.InPage when intent.Meaning is IntentMeaning.Open or IntentMeaning.Unconfirmed or IntentMeaning.BuyerActs => Script(intent, settings),
        Forms.Redirect when intent.Meaning == IntentMeaning.BuyerActs && intent.RedirectTo is { } address => new(PayActionKind.Redirect, address.AbsoluteUri),
        _ => null,
    };

    // The client secret lets its holder pay this intent and see its amount: it goes to the buyer's page and nowhere else.
    private static PayAction? Script(Intent intent, StripeSettings settings)
    {
        if (intent.ClientSecret is not { Length: > 0 } secret) return null;
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["client_secret"] = secret };
        if (settings.PublishableKey is { } key) fields["publishable_key"] = key;
        if (settings.ConnectedAccount is { } account) fields["stripe_account"] = account;
        return new(PayActionKind.ScriptParameters, "", fields);
    }
}
