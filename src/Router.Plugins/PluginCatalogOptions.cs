using Router.Abstractions;

namespace Router.Plugins;

/// <summary>How a <see cref="PluginCatalog"/> works.</summary>
public sealed record PluginCatalogOptions
{
    /// <summary>Where relative folders of plugins.json lie.</summary>
    public string PluginsRoot { get; init; } = Path.Combine(AppContext.BaseDirectory, "plugins");

    /// <summary>Where copies are kept and loaded from. One process at a time.</summary>
    public required string CacheRoot { get; init; }

    /// <summary>True where real money moves: plugins with <c>"trust": "build"</c> are refused.</summary>
    public bool IsProduction { get; init; }

    /// <summary>Makes what the host lends to one channel instance. Disposed after the instance, where it is disposable.</summary>
    public required Func<ChannelManifest, ChannelAccount, IChannelHost> OpenHost { get; init; }

    /// <summary>Names what still needs a plugin (open orders, refund windows, accounts); nothing named: it may be removed.</summary>
    public Func<string, IReadOnlyList<string>> StillNeeds { get; init; } = static _ => [];

    /// <summary>Called when something goes wrong outside of <see cref="PluginCatalog.ApplyAsync"/>; quick, thread-safe, never throws.</summary>
    public Action<PluginDiagnostic> OnDiagnostic { get; init; } = static _ => { };

    /// <summary>How long a plugin's constructor, manifest and Open may take, in real time: they run on a thread that is given up after it.</summary>
    public TimeSpan CodeLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an instance's disposal may take.</summary>
    public TimeSpan DisposeLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an account that failed to open is left alone before it is tried again.</summary>
    public TimeSpan ReopenAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many full garbage collections a version may outlive its last call before it is reported.</summary>
    public int UnloadCollectionsMax { get; init; } = 10;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
