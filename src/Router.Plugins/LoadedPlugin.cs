using Router.Abstractions;

namespace Router.Plugins;

/// <summary>A plugin that is loaded, as data: nothing in it keeps the plugin's code alive.</summary>
/// <param name="Manifest">What it is and can do, as its plugin.json says.</param>
/// <param name="ContentHash">SHA-256 of its files, hexadecimal: the revision to show and to store.</param>
/// <param name="Folder">The folder it came from; the code runs from a copy.</param>
/// <param name="LoadedAt">When.</param>
/// <param name="AcceptsNewPayments">False where plugins.json disables it and open money still needs it.</param>
/// <param name="AccountsFile">The accounts file that plugins.json names for it, as a full path; null for none.</param>
public sealed record LoadedPlugin(
    ChannelManifest Manifest, string ContentHash, string Folder, DateTimeOffset LoadedAt, bool AcceptsNewPayments, string? AccountsFile);
