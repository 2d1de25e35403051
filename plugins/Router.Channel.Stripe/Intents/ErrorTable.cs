using System.Collections.Frozen;
using Router.Abstractions;
using Router.Channel.Stripe.Wire;

namespace Router.Channel.Stripe.Intents;

/// <summary>
/// Stripe's errors: what each proves and whose doing it is. A code that is not here proves nothing.
/// </summary>
/// <remarks>
/// Sources: https://docs.stripe.com/error-codes, https://docs.stripe.com/declines/codes, https://docs.stripe.com/error-low-level. Rows
/// marked (k) have no public vector: the code is documented, whose doing it is, is our reading.
/// </remarks>
internal static class ErrorTable
{
    private static readonly FrozenDictionary<string, (ErrorMeaning Meaning, FaultBlame Blame)> s_codes = Rows().ToFrozenDictionary(
        row => row.Code, row => (row.Meaning, row.Blame), StringComparer.Ordinal);

    // The issuer or the network could not answer: another channel may well succeed (k).
    private static readonly FrozenSet<string> s_issuerTrouble =
        new[] { "issuer_not_available", "processing_error", "try_again_later", "reenter_transaction" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Every code of the table, for its test.</summary>
    public static IEnumerable<string> Codes => s_codes.Keys.Order(StringComparer.Ordinal);

    public static (ErrorMeaning Meaning, FaultBlame Blame) Read(StripeError error)
    {
        // 409: the key is in use by a request still under way. 424: something behind Stripe failed, perhaps after it acted.
        if (error.Status is 409 or 424 || error.Type is "idempotency_error" or "api_error") return (ErrorMeaning.Doubtful, FaultBlame.Channel);
        if (error.Code == "lock_timeout") return (ErrorMeaning.Doubtful, FaultBlame.Channel);
        if (error.Status == 429) return error.Code is null or "rate_limit" ? (ErrorMeaning.TooFrequent, FaultBlame.Channel) : (ErrorMeaning.Doubtful, FaultBlame.Channel);
        if (error.Code is { } code)
        {
            if (!s_codes.TryGetValue(code, out var row)) return (ErrorMeaning.Doubtful, FaultBlame.Channel);
            return error.DeclineCode is { } decline && s_issuerTrouble.Contains(decline) ? (row.Meaning, FaultBlame.Channel) : row;
        }

        // Stripe gives these three without a code.
        return (error.Status, error.Type) switch
        {
            (401 or 403, "invalid_request_error") => (ErrorMeaning.Refused, FaultBlame.Us),
            (400 or 402, "invalid_request_error") => (ErrorMeaning.Refused, FaultBlame.Request),
            (402, "card_error") => (ErrorMeaning.Refused, FaultBlame.Payer),
            _ => (ErrorMeaning.Doubtful, FaultBlame.Channel),
        };
    }

    private static IEnumerable<(string Code, ErrorMeaning Meaning, FaultBlame Blame)> Rows()
    {
        const string Payer = "authentication_required card_declined expired_card incorrect_address incorrect_cvc incorrect_number incorrect_zip "
            + "insufficient_funds invalid_cvc invalid_expiry_month invalid_expiry_year invalid_number payment_intent_action_required "
            + "payment_intent_authentication_failure payment_intent_payment_attempt_failed payment_method_customer_decline "
            + "payment_method_provider_decline payment_method_microdeposit_failed card_decline_rate_limit_exceeded";
        const string Request = "amount_too_large amount_too_small charge_exceeds_source_limit charge_invalid_parameter country_unsupported invalid_card_type "
            + "invalid_charge_amount invalid_charge_amount_no_decimal_compatible parameter_invalid_empty parameter_invalid_integer "
            + "parameter_invalid_string_blank parameter_invalid_string_empty parameter_missing parameter_unknown parameters_exclusive "
            + "payment_intent_incompatible_payment_method payment_intent_invalid_parameter payment_method_currency_mismatch "
            + "payment_method_invalid_parameter payment_method_unexpected_state payment_method_unsupported_type token_already_used url_invalid "
            + "charge_disputed charge_not_refundable refund_disputed_payment";
        const string Us = "account_closed account_invalid api_key_expired livemode_mismatch not_allowed_on_standard_account "
            + "payment_method_unactivated platform_account_required platform_api_key_expired secret_key_required testmode_charges_only "
            + "tls_version_unsupported";
        const string Channel = "payment_method_not_available payment_method_provider_timeout processing_error";
        const string WrongState = "charge_already_captured charge_expired_for_capture capture_charge_authorization_expired "
            + "capture_unauthorized_payment payment_intent_unexpected_state";
        return Of(Payer, ErrorMeaning.Refused, FaultBlame.Payer)
            .Concat(Of(Request, ErrorMeaning.Refused, FaultBlame.Request))
            .Concat(Of(Us, ErrorMeaning.Refused, FaultBlame.Us))
            .Concat(Of(Channel, ErrorMeaning.Refused, FaultBlame.Channel))
            .Concat(Of(WrongState, ErrorMeaning.WrongState, FaultBlame.Request))
            .Concat(Of("resource_missing", ErrorMeaning.Missing, FaultBlame.Request))
            .Concat(Of("balance_insufficient insufficient_balance_for_refund", ErrorMeaning.BalanceTooLow, FaultBlame.Us))
            .Concat(Of("charge_already_refunded", ErrorMeaning.NothingLeft, FaultBlame.Request));
    }

    private static IEnumerable<(string Code, ErrorMeaning Meaning, FaultBlame Blame)> Of(string codes, ErrorMeaning meaning, FaultBlame blame) =>
        codes.Split(' ').Select(code => (code, meaning, blame));
}
