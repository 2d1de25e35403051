using Router.Abstractions;

namespace Router.Plugins;

/// <summary>What <see cref="PluginCatalog.Verify"/> found in one folder.</summary>
/// <param name="Manifest">The manifest, where it could be read.</param>
/// <param name="ContentHash">SHA-256 over the folder's files.</param>
/// <param name="HashListSha256">What <c>"trust": { "sha256": … }</c> has to say for this folder; null without plugin.hashes.json.</param>
/// <param name="Diagnostics">Everything found; the plugin would load where none is an error.</param>
public sealed record PluginVerification(
    ChannelManifest? Manifest, string? ContentHash, string? HashListSha256, IReadOnlyList<PluginDiagnostic> Diagnostics)
{
    /// <summary>True where the plugin would load.</summary>
    public bool IsGood => Diagnostics.All(d => d.IsWarning);
}
