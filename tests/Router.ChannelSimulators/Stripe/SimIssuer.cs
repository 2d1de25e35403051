namespace Router.ChannelSimulators.Stripe;

// What becomes of a card, by the provider's own test tokens (https://docs.stripe.com/testing).
internal static class SimIssuer
{
    public const string Good = "pm_card_visa";
    public const string ThreeDSecure = "pm_card_threeDSecure2Required";
    public const string Slow = "pm_card_processing";

    private static readonly Dictionary<string, (string Code, string? Decline, string Message)> s_refusing = new(StringComparer.Ordinal)
    {
        ["pm_card_visa_chargeDeclined"] = ("card_declined", "generic_decline", "Your card was declined."),
        ["pm_card_visa_chargeDeclinedInsufficientFunds"] = ("card_declined", "insufficient_funds", "Your card has insufficient funds."),
        ["pm_card_chargeDeclinedExpiredCard"] = ("expired_card", null, "Your card has expired."),
        ["pm_card_chargeDeclinedIncorrectCvc"] = ("incorrect_cvc", null, "Your card's security code is incorrect."),
        ["pm_card_chargeDeclinedProcessingError"] = ("processing_error", null, "An error occurred while processing your card. Try again in a little bit."),
        ["pm_card_issuerDown"] = ("card_declined", "issuer_not_available", "Your card was declined."),
    };

    public static bool Knows(string token) => token is Good or ThreeDSecure or Slow || s_refusing.ContainsKey(token);

    public static SimError? Refuse(string token) => s_refusing.TryGetValue(token, out var how)
        ? new SimError(402, "card_error", how.Code, how.Message, how.Decline)
        : null;
}
