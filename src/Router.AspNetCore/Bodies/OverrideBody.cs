namespace Router.AspNetCore.Bodies;

/// <param name="Health">h, 0.01 to 1.</param>
/// <param name="Seconds">For how long.</param>
/// <param name="Reason">Why.</param>
internal sealed record OverrideBody(double? Health, int? Seconds, string? Reason);
