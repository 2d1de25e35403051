namespace Router.AspNetCore.Bodies;

/// <param name="Reason">Why.</param>
/// <param name="Seconds">For how long; left out with <paramref name="Until"/>: until it is enabled.</param>
/// <param name="Until">Until when, in place of seconds.</param>
internal sealed record DisableBody(string? Reason, int? Seconds, DateTimeOffset? Until);
