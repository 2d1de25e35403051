using System.Globalization;

namespace Router.ChannelSimulators.Stripe;

// The payment intent endpoints.
internal sealed class SimIntents(SimTill till, Func<Uri> address)
{
    private const long AmountMax = 99_999_999;

    public SimIntent Create(SimAccount account, SimForm form)
    {
        var amount = form.Whole("amount") ?? throw new SimFailure(SimError.Invalid("parameter_missing", "amount", "Missing required param: amount."));
        var currency = form.Must("currency");
        if (!StripeMoney.IsKnown(currency)) throw new SimFailure(new(400, "invalid_request_error", null, $"Invalid currency: {currency}.", Param: "currency") { IsRemembered = false });
        if (amount < 1) throw new SimFailure(SimError.Invalid("parameter_invalid_integer", "amount", "This value must be greater than or equal to 1."));
        if (amount > AmountMax) throw new SimFailure(SimError.Invalid("amount_too_large", "amount", "Amount must be no more than 8 digits."));
        if (!StripeMoney.IsWhole(currency, amount))
            throw new SimFailure(SimError.Invalid("invalid_charge_amount_no_decimal_compatible", "amount", $"Invalid amount. Amounts in {currency} must be evenly divisible."));
        if (form.Text("payment_method_types[0]") is not (null or "card")) throw new SimFailure(SimError.Invalid("parameter_unknown", "payment_method_types", "Only card is activated."));
        var card = form.Text("payment_method");
        if (card is not null) MustKnow(card);
        var customer = form.Text("customer");
        var description = form.Text("description");
        var metadata = form.Metadata();
        form.NothingElse();
        var id = account.NextId("pi");
        var intent = new SimIntent
        {
            Id = id,
            ClientSecret = $"{id}_secret_{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(12))}",
            Amount = amount,
            Currency = currency,
            Created = till.Now,
            Metadata = metadata,
            Description = description,
            Customer = customer,
            PaymentMethod = card,
            Status = card is null ? "requires_payment_method" : "requires_confirmation",
        };
        account.Intents.Add(intent);
        return intent;
    }

    public SimIntent Confirm(SimAccount account, SimIntent intent, SimForm form)
    {
        var card = form.Text("payment_method") ?? intent.PaymentMethod;
        var returnUrl = form.Text("return_url");
        var offSession = form.Flag("off_session") ?? false;
        var noAction = form.Flag("error_on_requires_action") ?? false;
        var captureMethod = form.OneOf("capture_method", "automatic", "automatic_async", "manual");
        form.Expands("latest_charge");
        form.NothingElse();
        if (intent.Status is not ("requires_payment_method" or "requires_confirmation" or "requires_action")) throw Unexpected(intent, "confirm");
        if (returnUrl is not null && !(Uri.TryCreate(returnUrl, UriKind.Absolute, out var back) && back.Scheme is "http" or "https"))
            throw new SimFailure(SimError.Invalid("url_invalid", "return_url", "Not a valid URL"));
        if (card is null) throw new SimFailure(new(400, "invalid_request_error", "payment_intent_unexpected_state", "You cannot confirm this PaymentIntent because it's missing a payment method.") { Intent = intent });
        MustKnow(card);
        if (captureMethod is not null) intent.CaptureMethod = captureMethod == "manual" ? "manual" : "automatic";
        intent.ReturnUrl = returnUrl;
        intent.PaymentMethod = card;
        if (intent.DeclineNext is { } token) throw Declined(intent, SimIssuer.Refuse(token)!);
        if (SimIssuer.Refuse(card) is { } refusal) throw Declined(intent, refusal);
        if (card == SimIssuer.ThreeDSecure)
        {
            if (offSession || noAction)
                throw Declined(intent, new(402, "card_error", "authentication_required", "Your card was declined. This transaction requires authentication.", offSession ? "authentication_required" : null));
            intent.Status = "requires_action";
            intent.ActionUrl = $"{address().AbsoluteUri}pages/authenticate/{intent.Id}";
        }
        else if (card == SimIssuer.Slow) intent.Status = "processing";
        else till.Charge(account, intent);
        return intent;
    }

    public SimIntent Capture(SimAccount account, SimIntent intent, SimForm form)
    {
        var amount = form.Whole("amount_to_capture") ?? intent.Amount;
        form.Expands("latest_charge");
        form.NothingElse();
        if (intent.Status != "requires_capture") throw Unexpected(intent, "capture");
        if (amount is < 1 || amount > intent.Amount || !StripeMoney.IsWhole(intent.Currency, amount))
            throw new SimFailure(SimError.Invalid("amount_too_large", "amount_to_capture", "The amount to capture exceeds what can be captured."));
        till.Capture(account, intent, amount);
        return intent;
    }

    public static SimIntent Cancel(SimIntent intent, SimForm form)
    {
        form.OneOf("cancellation_reason", "duplicate", "fraudulent", "requested_by_customer", "abandoned");
        form.NothingElse();
        if (intent.Status is "succeeded" or "canceled" or "processing") throw Unexpected(intent, "cancel");
        intent.Status = "canceled";
        intent.ActionUrl = null;
        return intent;
    }

    // The buyer's own way, without a merchant's key: by the client secret, or on the page of his bank.
    public bool BuyerPays(SimAccount account, SimIntent intent, bool isGood)
    {
        if (intent.Status is not ("requires_payment_method" or "requires_action" or "requires_confirmation")) return false;
        if (!isGood)
        {
            intent.LastError = intent.Status == "requires_action"
                ? new(402, "invalid_request_error", "payment_intent_authentication_failure", "The provided PaymentMethod has failed authentication.")
                : SimIssuer.Refuse("pm_card_visa_chargeDeclined");
            intent.Status = "requires_payment_method";
            intent.ActionUrl = null;
            return true;
        }

        intent.PaymentMethod ??= SimIssuer.Good;
        till.Charge(account, intent);
        return true;
    }

    private static void MustKnow(string card)
    {
        if (!SimIssuer.Knows(card)) throw new SimFailure(new(400, "invalid_request_error", "resource_missing", $"No such PaymentMethod: '{card}'", Param: "payment_method") { IsRemembered = false });
    }

    private static SimFailure Declined(SimIntent intent, SimError error)
    {
        intent.Status = "requires_payment_method";
        intent.ActionUrl = null;
        intent.LastError = error;
        return new(error with { Intent = intent });
    }

    private static SimFailure Unexpected(SimIntent intent, string verb) => new(new(
        400, "invalid_request_error", "payment_intent_unexpected_state",
        string.Create(CultureInfo.InvariantCulture, $"You cannot {verb} this PaymentIntent because it has a status of {intent.Status}."))
    { Intent = intent });
}
