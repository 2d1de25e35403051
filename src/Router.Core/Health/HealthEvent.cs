namespace Router.Core.Health;

/// <summary>One change of health, with its reason.</summary>
/// <param name="At">When.</param>
/// <param name="AccountId">The account; empty where it is about none.</param>
/// <param name="Segment">The method, "method/bank" for a card bank; null: the whole account.</param>
/// <param name="Kind">What changed.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Before">What it was.</param>
/// <param name="After">What it is.</param>
public sealed record HealthEvent(
    DateTimeOffset At, string AccountId, string? Segment, HealthEventKind Kind, string Reason, string Before, string After);
