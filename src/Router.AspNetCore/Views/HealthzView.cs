namespace Router.AspNetCore.Views;

/// <param name="Status">"live", "ready" or "degraded".</param>
internal sealed record HealthzView(string Status)
{
    /// <summary>What does not serve; absent where all does.</summary>
    public IReadOnlyList<string>? Degraded { get; init; }
}
