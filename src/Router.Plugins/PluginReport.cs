namespace Router.Plugins;

/// <summary>What one <see cref="PluginCatalog.ApplyAsync"/> found and did.</summary>
/// <param name="Changes">What was added, replaced and removed, in that order of doing; empty where nothing had changed.</param>
/// <param name="Plugins">Every plugin of plugins.json and every other one still running, by id.</param>
/// <param name="Diagnostics">Everything that is wrong now, those of the file first.</param>
public sealed record PluginReport(
    IReadOnlyList<PluginChange> Changes, IReadOnlyList<PluginStatus> Plugins, IReadOnlyList<PluginDiagnostic> Diagnostics);

/// <summary>What happened to a plugin.</summary>
public enum PluginChangeKind
{
    /// <summary>It was not there and is now.</summary>
    Added,

    /// <summary>Another version or build took its place.</summary>
    Replaced,

    /// <summary>It takes no new calls; it goes when its last call has ended.</summary>
    Removed,
}

/// <summary>One change.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="PluginId">To which.</param>
/// <param name="From">The version before; null for Added.</param>
/// <param name="To">The version now; null for Removed.</param>
public sealed record PluginChange(PluginChangeKind Kind, string PluginId, string? From, string? To);

/// <summary>How a plugin stands, for <c>router channels list</c>.</summary>
/// <param name="PluginId">Its id.</param>
/// <param name="Running">What runs; null where nothing does.</param>
/// <param name="Enabled">Whether plugins.json wants it to take payments.</param>
/// <param name="Diagnostics">What is wrong with its folder or settings now, even where an earlier version runs on.</param>
public sealed record PluginStatus(string PluginId, LoadedPlugin? Running, bool Enabled, IReadOnlyList<PluginDiagnostic> Diagnostics);
