using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.Stripe.Wire;

/// <summary>An error as Stripe tells it: https://docs.stripe.com/api/errors.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Type">card_error, invalid_request_error, idempotency_error, api_error.</param>
/// <param name="Code">The code; null where Stripe gives none.</param>
/// <param name="DeclineCode">The issuer's reason, for cards.</param>
/// <param name="Message">The message, cleaned.</param>
/// <param name="PaymentIntent">The intent the error is about, where it comes along.</param>
/// <param name="RetryAfter">How long to leave it alone, where it says so.</param>
internal sealed record StripeError(
    int Status, string Type, string? Code, string? DeclineCode, string Message, JsonElement? PaymentIntent, TimeSpan? RetryAfter)
{
    /// <summary>What the fault names: the issuer's reason, the code, or the type.</summary>
    public string RawCode => DeclineCode is { } decline ? $"{Code ?? Type}/{decline}" : Code ?? $"{Status} {Type}";

    public ChannelFault Fault(FaultBlame blame) => new(FaultStage.Answered, blame, RawCode, Message, RetryAfter);
}
