namespace Router.ChannelSimulators.Stripe;

// An answer kept under an idempotency key.
internal sealed record SimKept(string Target, string Body, WireAnswer Answer, DateTimeOffset At);
