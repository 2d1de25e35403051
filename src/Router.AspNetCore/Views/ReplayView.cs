using Router.Core.Replay;

namespace Router.AspNetCore.Views;

/// <summary>A stored plan, made again.</summary>
internal sealed record ReplayView
{
    public string Code { get; init; } = Success.Code;
    public string Message { get; init; } = Success.Message;
    public required string PaymentId { get; init; }

    /// <summary>identical, different, noInputs or missing.</summary>
    public required string Outcome { get; init; }
    public required string Text { get; init; }
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>The plan made again; absent where it could not be.</summary>
    public PlanView? Plan { get; init; }

    public static ReplayView Of(string paymentId, ReplayResult result) => new()
    {
        PaymentId = paymentId,
        Outcome = Words.Camel(result.Outcome),
        Text = result.Text,
        Differences = result.Differences,
        Plan = result.Recomputed is { } plan ? PlanView.Of(plan) : null,
    };
}
