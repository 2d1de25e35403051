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

/// <summary>Why a plugin's files may be believed.</summary>
public abstract record PluginTrust
{
    /// <summary>The hash list that the same build wrote beside the plugin. Refused in production.</summary>
    public sealed record Build : PluginTrust;

    /// <summary>The SHA-256 of plugin.hashes.json, written into plugins.json.</summary>
    /// <param name="Hex">64 hexadecimal digits.</param>
    public sealed record Sha256(string Hex) : PluginTrust;

    /// <summary>plugin.hashes.sig is the RSA signature (PKCS#1, SHA-256) of plugin.hashes.json.</summary>
    /// <param name="KeyFile">The public key, PEM, as a full path.</param>
    public sealed record Key(string KeyFile) : PluginTrust;
}
