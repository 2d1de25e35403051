namespace Router.AspNetCore.Bodies;

/// <param name="Health">h, 0.01 to 1.</param>
/// <param name="Seconds">For how long.</param>
/// <param name="Until">Until when, in place of seconds.</param>
/// <param name="Reason">Why; it must be said.</param>
internal sealed record OverrideBody(double? Health, int? Seconds, DateTimeOffset? Until, string? Reason);
