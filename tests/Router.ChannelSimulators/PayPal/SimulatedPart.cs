namespace Router.ChannelSimulators.PayPal;

/// <summary>A capture, an authorisation or a refund in the simulator's memory.</summary>
internal sealed class SimulatedPart
{
    public required string Id { get; init; }

    public required SimulatedOrder Order { get; init; }

    public required PayPalAmount Amount { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Status { get; set; }

    public string? InvoiceId { get; init; }

    public string? CustomId { get; init; }

    public bool IsRefund { get; init; }

    /// <summary>What it hangs on: a refund's capture, a capture's authorisation.</summary>
    public SimulatedPart? Parent { get; init; }

    /// <summary>Given back so far, of a capture.</summary>
    public long Refunded { get; set; }
}
