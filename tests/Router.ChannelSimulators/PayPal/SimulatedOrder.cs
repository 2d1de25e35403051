namespace Router.ChannelSimulators.PayPal;

/// <summary>An order in the simulator's memory.</summary>
internal sealed class SimulatedOrder
{
    public required string Id { get; init; }

    public required PayPalMerchant Merchant { get; init; }

    public required PayPalAmount Amount { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The intent it was created with; a PATCH changes <see cref="Intent"/>.</summary>
    public required string FirstIntent { get; init; }

    public required string Intent { get; set; }

    public string? ReferenceId { get; init; }

    public string? CustomId { get; init; }

    public string? InvoiceId { get; init; }

    public string? Description { get; init; }

    public string? ReturnUrl { get; init; }

    public string Status { get; set; } = "PAYER_ACTION_REQUIRED";

    /// <summary>The buyer chose a card that the bank refuses.</summary>
    public bool HasBadCard { get; set; }

    public List<SimulatedPart> Captures { get; } = [];

    public List<SimulatedPart> Authorizations { get; } = [];

    public List<SimulatedPart> Refunds { get; } = [];
}
