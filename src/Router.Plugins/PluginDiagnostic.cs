namespace Router.Plugins;

/// <summary>One thing that is wrong with a plugin or with plugins.json. docs/diagnostics.md has an entry for each id.</summary>
/// <param name="Id">RTR2nnn.</param>
/// <param name="PluginId">The plugin, as plugins.json names it; null where none is concerned.</param>
/// <param name="Message">What is wrong and where.</param>
/// <param name="Mend">What to do.</param>
/// <param name="IsWarning">True where the plugin runs all the same.</param>
public sealed record PluginDiagnostic(string Id, string? PluginId, string Message, string Mend, bool IsWarning = false)
{
    /// <summary>One line for a log or a terminal.</summary>
    public override string ToString() => $"{Id}{(PluginId is null ? "" : $" {PluginId}")}: {Message} {Mend}";
}
