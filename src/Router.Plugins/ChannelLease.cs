using Router.Abstractions;

namespace Router.Plugins;

/// <summary>
/// Holds one version of a plugin's instance for the length of one call: it is neither disposed nor unloaded before this is disposed.
/// </summary>
public sealed class ChannelLease : IDisposable
{
    private ChannelInstance? _instance;

    internal ChannelLease(ChannelInstance instance, LoadedPlugin plugin)
    {
        _instance = instance;
        Plugin = plugin;
    }

    /// <summary>Which version the call runs on.</summary>
    public LoadedPlugin Plugin { get; }

    /// <summary>The instance. Not to be kept beyond the lease.</summary>
    public IChannel Channel => _instance?.Channel ?? throw new ObjectDisposedException(nameof(ChannelLease));

    /// <summary>Gives it back. A second call does nothing.</summary>
    public void Dispose() => Interlocked.Exchange(ref _instance, null)?.Gate.Leave();
}
