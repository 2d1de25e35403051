using Router.Core.Orders;

namespace Router.Core.Replay;

/// <summary>A stored plan, made again.</summary>
/// <param name="Outcome">How the two compare.</param>
/// <param name="Text">The same in a sentence.</param>
/// <param name="Differences">Where they differ: "candidates[0].health: stored 0.5, made again 0.6".</param>
/// <param name="Recomputed">The plan made again; null where it could not be.</param>
public sealed record ReplayResult(ReplayOutcome Outcome, string Text, IReadOnlyList<string> Differences, RoutePlan? Recomputed);
