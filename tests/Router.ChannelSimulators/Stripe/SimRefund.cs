namespace Router.ChannelSimulators.Stripe;

// A refund in the provider's memory.
internal sealed class SimRefund
{
    public required string Id { get; init; }
    public required SimIntent Intent { get; init; }
    public required long Amount { get; init; }
    public required long Created { get; init; }
    public required SortedDictionary<string, string> Metadata { get; init; }
    public required string Reason { get; init; }
    public string Status { get; set; } = "succeeded";
    public string? FailureReason { get; set; }
}
