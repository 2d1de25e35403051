namespace Router.Plugins;

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
