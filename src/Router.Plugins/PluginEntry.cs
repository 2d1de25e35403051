namespace Router.Plugins;

/// <summary>One line of the allow-list.</summary>
/// <param name="Id">The plugin's id; its manifest has to say the same.</param>
/// <param name="Folder">Its folder, under the plugins root unless rooted.</param>
/// <param name="Versions">The versions allowed.</param>
/// <param name="Trust">Why its files may be believed.</param>
/// <param name="Enabled">Whether it takes new payments.</param>
/// <param name="AccountsFile">The accounts file, as a full path; null for none.</param>
public sealed record PluginEntry(
    string Id, string Folder, VersionRange Versions, PluginTrust Trust, bool Enabled, string? AccountsFile);
