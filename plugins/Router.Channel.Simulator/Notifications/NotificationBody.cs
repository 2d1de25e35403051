using System.Text.Json.Serialization;

namespace Router.Channel.Simulator.Notifications;

// The message on the wire.
internal sealed record NotificationBody
{
    public required string Id { get; init; }

    public required string MerchantId { get; init; }

    // payment.paid, payment.approved or refund.succeeded.
    public required string Type { get; init; }

    public required string Attempt { get; init; }

    public string? Refund { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public string? Txn { get; init; }

    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? PayableUntil { get; init; }

    internal const string PaymentPaid = "payment.paid";
    internal const string PaymentApproved = "payment.approved";
    internal const string RefundSucceeded = "refund.succeeded";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(NotificationBody))]
internal sealed partial class NotificationJson : JsonSerializerContext;
