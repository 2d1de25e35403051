using Router.Abstractions;
using Router.Channel.Stripe.Amounts;
using Router.Channel.Stripe.Wire;

namespace Router.Channel.Stripe.Intents;

/// <summary>
/// The forms of a payment: fields and their order. Making an intent moves no money, so its form may be sent again where the id was lost;
/// confirming it does, and is sent by a pay only.
/// </summary>
internal static class Forms
{
    public const string Redirect = "card.redirect";
    public const string InPage = "card.inpage";
    public const string Direct = "card.direct";

    /// <summary>Whether a method can hold an amount: the buyer's page confirms by itself, so nothing there can be told to hold.</summary>
    public static bool Holds(string method) => method is Redirect or Direct;

    public static AttemptMemo Create(PayRequest request)
    {
        if (request.Method is not (Redirect or InPage or Direct)) return Refused($"{request.Method} is no method of Stripe's here.");
        if (!StripeAmount.TryWrite(request.Amount, out var amount))
            return Refused($"Stripe cannot take {request.Amount} exactly, or it is above its limit of eight digits.");
        var token = TokenOf(request);
        if (request.Method == InPage) token = null;
        else if (token is null) return Refused("A payment method is needed: instrument.token, extra.paymentMethod or agreementId, pm_….");
        else if (!IsToken(token)) return Refused("The payment method is none of Stripe's: it must begin with pm_, card_ or src_.");
        if (request.Method == Redirect && request.ReturnUrl is not { IsAbsoluteUri: true }) return Refused("card.redirect needs a returnUrl.");
        var customer = request.Payer?.ChannelUserId;
        return new(new FormBody()
            .Add("amount", amount.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Add("currency", StripeAmount.Code(request.Amount.Currency))
            .Add("payment_method_types[0]", "card")
            .AddIf("payment_method", token)
            .AddIf("customer", customer is not null && customer.StartsWith("cus_", StringComparison.Ordinal) ? customer : null)
            .Add("description", request.Description)
            .Add("metadata[attempt]", request.AttemptNumber)
            .ToString());
    }

    /// <param name="request">The stored attempt.</param>
    /// <param name="holds">True for an authorisation: the amount is held and captured later.</param>
    public static string Confirm(PayRequest request, bool holds)
    {
        var form = new FormBody();
        if (holds) form.Add("capture_method", "manual");
        if (request.Method == Redirect) form.Add("return_url", request.ReturnUrl!.AbsoluteUri);
        else if (request.AgreementId is not null) form.Add("off_session", "true");
        else form.Add("error_on_requires_action", "true");
        return form.Add("expand[0]", "latest_charge").ToString();
    }

    private static string? TokenOf(PayRequest request) =>
        request.Extra?.GetValueOrDefault("paymentMethod") ?? request.Instrument?.Token ?? request.AgreementId;

    private static bool IsToken(string token) =>
        token.Length <= 128 && token.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        && (token.StartsWith("pm_", StringComparison.Ordinal) || token.StartsWith("card_", StringComparison.Ordinal) || token.StartsWith("src_", StringComparison.Ordinal));

    private static AttemptMemo Refused(string why) => new(null, Refusal: why);
}
