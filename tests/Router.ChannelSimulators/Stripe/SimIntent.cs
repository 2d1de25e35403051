namespace Router.ChannelSimulators.Stripe;

// A payment intent in the provider's memory.
internal sealed class SimIntent
{
    public required string Id { get; init; }
    public required string ClientSecret { get; init; }
    public required long Amount { get; init; }
    public required string Currency { get; init; }
    public required long Created { get; init; }
    public required SortedDictionary<string, string> Metadata { get; init; }
    public string? Description { get; init; }
    public string? Customer { get; init; }
    public string Status { get; set; } = "requires_payment_method";
    public string CaptureMethod { get; set; } = "automatic";
    public string? PaymentMethod { get; set; }
    public string? ReturnUrl { get; set; }
    public string? ActionUrl { get; set; }
    public long Received { get; set; }
    public long Refunded { get; set; }
    public SimCharge? Charge { get; set; }
    public SimError? LastError { get; set; }

    // What the buyer will be told when he, or his merchant, confirms.
    public string? DeclineNext { get; set; }
}
