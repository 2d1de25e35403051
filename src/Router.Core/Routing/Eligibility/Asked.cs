using Router.Core.Health;

namespace Router.Core.Routing.Eligibility;

/// <summary>What is the same for every account that is asked for one payment.</summary>
internal readonly record struct Asked(RouteRequest Request, HealthView Health, ulong Filters, string? CardBank, string? CardType, ILimitsLeft? Limits);
