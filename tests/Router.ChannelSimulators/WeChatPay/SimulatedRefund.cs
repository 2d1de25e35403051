namespace Router.ChannelSimulators.WeChatPay;

/// <summary>A refund in WeChat Pay's book.</summary>
internal sealed class SimulatedRefund
{
    public required SimulatedOrder Order { get; init; }

    public required string Number { get; init; }

    public required string RawBody { get; init; }

    public required string RefundId { get; init; }

    public required long Amount { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string Status { get; set; }

    /// <summary>What it becomes after it was answered once as PROCESSING.</summary>
    public required string EndsAs { get; set; }

    public DateTimeOffset? SucceededAt { get; set; }
}
