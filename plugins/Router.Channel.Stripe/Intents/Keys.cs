namespace Router.Channel.Stripe.Intents;

/// <summary>Idempotency keys, and for how long Stripe is trusted to remember them.</summary>
/// <remarks>
/// Stripe keeps a key 24 hours or more and answers a repeat with the first answer, refusals and 500s too
/// (https://docs.stripe.com/api/idempotent_requests). A cancel carries no key on purpose: a refusal remembered under one would be repeated
/// for a day, though the intent could be ended long since; cancelling twice is harmless.
/// </remarks>
internal static class Keys
{
    // An hour short of what Stripe promises, for clocks that differ.
    private static readonly TimeSpan s_window = TimeSpan.FromHours(23);

    public static string Create(string attemptNumber) => attemptNumber;

    public static string Confirm(string attemptNumber) => attemptNumber + "-confirm";

    public static string Capture(string captureNumber) => captureNumber + "-capture";

    public static string Refund(string refundNumber, int tries) => tries == 0 ? "refund-" + refundNumber : $"refund-{refundNumber}-{tries}";

    public static bool AreKept(DateTimeOffset since, DateTimeOffset now) => now < since + s_window;
}
