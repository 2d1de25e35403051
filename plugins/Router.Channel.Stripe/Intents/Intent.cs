using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Stripe.Amounts;
using Router.Channel.Stripe.Wire;

namespace Router.Channel.Stripe.Intents;

/// <summary>A payment intent as read: https://docs.stripe.com/api/payment_intents/object.</summary>
internal sealed record Intent
{
    public required string Id { get; init; }

    public required string AttemptNumber { get; init; }

    public required string Status { get; init; }

    public required IntentMeaning Meaning { get; init; }

    /// <summary>Null where it is no exact amount of a known currency.</summary>
    public Money? Amount { get; init; }

    public Money? Received { get; init; }

    public Money? Capturable { get; init; }

    public string? ClientSecret { get; init; }

    public StripeError? LastError { get; init; }

    /// <summary>Where 3-D Secure sends the buyer, for a redirect.</summary>
    public Uri? RedirectTo { get; init; }

    public DateTimeOffset? ChargedAt { get; init; }

    /// <returns>Null for what is no intent of this mode that carries an attempt of ours.</returns>
    public static Intent? Read(JsonElement body, bool isProduction)
    {
        if (body.Text("object") != "payment_intent" || body.Text("id") is not { Length: > 3 and <= 255 } id
            || !id.StartsWith("pi_", StringComparison.Ordinal) || body.Switch("livemode") != isProduction) return null;
        if (body.Object("metadata")?.Text("attempt") is not { } attempt || !IsNumber(attempt)) return null;
        var status = body.Text("status") ?? "";
        var currency = body.Text("currency");
        return new()
        {
            Id = id,
            AttemptNumber = attempt,
            Status = status,
            Meaning = StatusTable.Intent(status, body.Object("last_payment_error") is not null),
            Amount = MoneyOf(body, "amount", currency),
            Received = MoneyOf(body, "amount_received", currency),
            Capturable = MoneyOf(body, "amount_capturable", currency),
            ClientSecret = body.Text("client_secret"),
            LastError = body.Object("last_payment_error") is { } error ? ErrorOf(error) : null,
            RedirectTo = RedirectOf(body),
            // A charge carries the time of its hold; when that was captured stands nowhere in the intent.
            ChargedAt = body.Text("capture_method") == "manual" ? null : body.Object("latest_charge")?.Time("created"),
        };
    }

    public static bool IsNumber(string text) => text.Length is >= 6 and <= 32 && text.All(char.IsAsciiLetterOrDigit);

    /// <summary>Why it was refused, as far as it says.</summary>
    public ChannelFault RefusalFault()
    {
        if (LastError is not { } error) return new(FaultStage.Answered, FaultBlame.Payer, Status, "The payment was refused.");
        var (meaning, blame) = ErrorTable.Read(error);
        return error.Fault(meaning == ErrorMeaning.Refused ? blame : FaultBlame.Payer);
    }

    private static Money? MoneyOf(JsonElement body, string name, string? currency) =>
        body.Whole(name) is { } amount && StripeAmount.TryRead(amount, currency, out var money) ? money : null;

    private static StripeError ErrorOf(JsonElement error) => new(
        402, error.Text("type") ?? "card_error", error.Text("code"), error.Text("decline_code"), Scrub.Clean(error.Text("message")), null, null);

    private static Uri? RedirectOf(JsonElement body) =>
        body.Object("next_action")?.Object("redirect_to_url")?.Text("url") is { Length: <= 4096 } text
        && Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "https" or "http")
            ? address
            : null;
}
