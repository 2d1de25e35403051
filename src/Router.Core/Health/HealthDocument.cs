using System.Text.Json.Serialization;

namespace Router.Core.Health;

/// <summary>What survives a restart.</summary>
internal sealed record HealthDocument
{
    public required DateTimeOffset At { get; init; }
    public IReadOnlyList<StoredLine> Lines { get; init; } = [];
    public IReadOnlyList<AccountHealth> Accounts { get; init; } = [];
}

internal sealed record StoredLine
{
    public required string AccountId { get; init; }
    public required string Method { get; init; }
    public required string Version { get; init; }
    public required int GoodAnswers { get; init; }
    public required StoredSegment Whole { get; init; }
    public double ApprovalGood { get; init; }
    public double ApprovalAll { get; init; }
    public IReadOnlyList<StoredBank> Banks { get; init; } = [];
}

internal sealed record StoredBank(string CardBank, StoredSegment Segment);

internal sealed record StoredSegment(
    double Good, double All, DateTimeOffset At, double Health, bool IsOpen, DateTimeOffset BreakUntil, int FailedProbes, int GoodProbes,
    bool FailuresNotSent, string? LastReason)
{
    public static StoredSegment Of(Segment segment) => new(
        segment.Estimate.Good, segment.Estimate.All, segment.Estimate.At, segment.Health, segment.Breaker.IsOpen, segment.Breaker.BreakUntil,
        segment.Breaker.FailedProbes, segment.Breaker.GoodProbes, segment.Breaker.FailuresNotSent, segment.LastReason);

    /// <param name="segment">What takes the values.</param>
    /// <param name="savedAt">From then on h climbs.</param>
    public void ApplyTo(Segment segment, DateTimeOffset savedAt)
    {
        segment.Estimate.Restore(Good, All, At);
        segment.Breaker.Restore(IsOpen, BreakUntil, FailedProbes, GoodProbes, FailuresNotSent);
        segment.Restore(Health, savedAt);
        segment.LastReason = LastReason;
    }
}

/// <summary>The open breaker of an account's operation; closed ones are not stored.</summary>
internal sealed record StoredOperation(string AccountId, string Operation, DateTimeOffset BreakUntil, int FailedProbes, int GoodProbes);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthDocument))]
[JsonSerializable(typeof(IReadOnlyList<StoredOperation>))]
internal sealed partial class HealthJson : JsonSerializerContext;
