namespace Router.AspNetCore.Bodies;

/// <param name="From">When it begins.</param>
/// <param name="To">When it ends.</param>
/// <param name="Reason">Why; it must be said.</param>
internal sealed record MaintenanceBody(DateTimeOffset? From, DateTimeOffset? To, string? Reason);
