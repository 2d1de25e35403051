namespace Router.Plugins;

/// <summary>A plugin version that has been replaced or removed and is not gone yet.</summary>
/// <param name="PluginId">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="ContentHash">Its files.</param>
/// <param name="Since">Since when it takes no new calls.</param>
/// <param name="CallsInFlight">Calls it is still finishing; 0 where only the garbage collector has to take it.</param>
/// <param name="Overdue">Set where it should have gone long ago.</param>
public sealed record UnloadReport(
    string PluginId, string Version, string ContentHash, DateTimeOffset Since, int CallsInFlight, PluginDiagnostic? Overdue);
