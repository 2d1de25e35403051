using Router.Core.Health;

namespace Router.AspNetCore.Views;

/// <summary>A planned time without new payments.</summary>
internal sealed record MaintenanceView(DateTimeOffset From, DateTimeOffset To, string Reason)
{
    public static MaintenanceView Of(Maintenance window) => new(window.From, window.To, window.Reason);
}
