namespace Router.Core.Orders;

/// <summary>One message to a merchant, stored in the commit that made it true.</summary>
public sealed record OutboxRecord
{
    /// <summary>Time-ordered; also the message id that the receiver sees.</summary>
    public required string Id { get; init; }

    /// <summary>"payment.succeeded", "payment.failed", "payment.closed", "payment.orphan_capture", "refund.succeeded", …</summary>
    public required string Type { get; init; }
    public required string Merchant { get; init; }
    public required string PaymentId { get; init; }
    public string? RefundId { get; init; }

    /// <summary>Where it goes; null: nowhere, it is kept for the event list.</summary>
    public Uri? Url { get; init; }

    /// <summary>The JSON body, exactly as it is signed and sent.</summary>
    public required string Body { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public OutboxState State { get; init; }
    public int Tries { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public string? LastError { get; init; }
}

public enum OutboxState
{
    Waiting,
    Delivered,

    /// <summary>Given up after the last try; shown to operators, who may send it again.</summary>
    Dead,
}
