using Router.Plugins;

namespace Router.AspNetCore.Views;

/// <summary>A version that was replaced or removed and is not gone yet.</summary>
internal sealed record UnloadView(string Id, string Version, DateTimeOffset Since, int CallsInFlight, DiagnosticView? Overdue)
{
    public static UnloadView Of(UnloadReport report) => new(
        report.PluginId, report.Version, report.Since, report.CallsInFlight, report.Overdue is { } overdue ? DiagnosticView.Of(overdue) : null);
}
