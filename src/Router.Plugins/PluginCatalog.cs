using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Router.Abstractions;

namespace Router.Plugins;

/// <summary>
/// The loaded channel plugins. <see cref="ApplyAsync"/> brings them in line with plugins.json while payments flow;
/// <see cref="TryLease"/> gives a channel for the length of one call. Thread-safe.
/// </summary>
/// <remarks>
/// A plugin runs with the host's rights: a load context keeps versions apart, it is no security boundary. The allow-list and the
/// hashes decide whose code runs.
/// </remarks>
public sealed class PluginCatalog : IAsyncDisposable
{
    private readonly PluginCatalogOptions _options;
    private readonly UnloadWatch _unloads;
    private readonly CatalogUpdate _update;
    private readonly SemaphoreSlim _applying = new(1, 1);
    private volatile FrozenDictionary<string, RunningPlugin> _running = FrozenDictionary<string, RunningPlugin>.Empty;
    private volatile FrozenDictionary<string, LoadedPlugin> _loaded = FrozenDictionary<string, LoadedPlugin>.Empty;

    /// <summary>Makes an empty catalog.</summary>
    /// <param name="options">How it works.</param>
    public PluginCatalog(PluginCatalogOptions options)
    {
        _options = options;
        _unloads = new(options);
        _update = new(options, _unloads, () => _running, Publish);
    }

    /// <summary>What is loaded now, by id.</summary>
    public IReadOnlyDictionary<string, LoadedPlugin> Loaded => _loaded;

    /// <summary>
    /// Brings what is loaded in line with the file: adds, replaces and removes. May be called as often as one likes: a folder whose
    /// files have not changed is left alone, and one that is bad or half written leaves the version that runs untouched.
    /// </summary>
    /// <param name="file">The allow-list. One that is not usable changes nothing.</param>
    /// <param name="force">Removes even what is still needed.</param>
    /// <param name="cancellationToken">Ends the waiting for another update; an update begun is finished.</param>
    /// <returns>What was done and everything that is wrong.</returns>
    public async Task<PluginReport> ApplyAsync(PluginsFile file, bool force = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        await _applying.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => _update.Run(file, force), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <summary>
    /// Leases the channel of an account. The first lease of an account opens it, on a thread that is given up after
    /// <see cref="PluginCatalogOptions.CodeLimit"/>; later ones only count. Settings that changed open a new instance, and the one
    /// before is disposed after its last call.
    /// </summary>
    /// <param name="channelId">The plugin's id.</param>
    /// <param name="account">The account; its settings must stay readable (a cloned JsonElement).</param>
    /// <param name="lease">The lease, to be disposed when the call has ended.</param>
    /// <param name="why">Why there is none.</param>
    public bool TryLease(
        string channelId, ChannelAccount account, [NotNullWhen(true)] out ChannelLease? lease, [NotNullWhen(false)] out PluginDiagnostic? why)
    {
        ArgumentNullException.ThrowIfNull(account);
        var attempt = LeaseAttempt.Retired;
        ChannelLease? found = null;
        PluginDiagnostic? reason = null;
        while (attempt == LeaseAttempt.Retired && _running.TryGetValue(channelId, out var plugin))
            attempt = plugin.TryLease(account, out found, out reason);
        lease = found;
        why = found is null ? reason ?? Diagnostics.NotLoaded(channelId) : null;
        return lease is not null;
    }

    /// <summary>
    /// Opens the channel of an account anew, for a secret that its settings name has changed. Calls in flight end on the instance before;
    /// where the new one cannot be opened, the one before stays in use.
    /// </summary>
    /// <param name="channelId">The plugin's id.</param>
    /// <param name="account">The account, as it is leased.</param>
    /// <returns>Why it could not be opened; null where it was, or where nothing was open.</returns>
    public PluginDiagnostic? Reopen(string channelId, ChannelAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return _running.TryGetValue(channelId, out var plugin) ? plugin.Reopen(account) : null;
    }

    /// <summary>The versions that were replaced or removed and are not gone yet. Call it now and then: the overdue ones are worth an alarm.</summary>
    public IReadOnlyList<UnloadReport> CheckUnloads() => _unloads.Check();

    /// <summary>
    /// Checks one folder as if it were to be loaded, its code included, without plugins.json and without leaving it loaded. Trust is not
    /// judged; a hash list, where there is one, has to be right.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cacheRoot">Where to copy it to.</param>
    /// <param name="codeLimit">How long its constructor may take; null: the default of <see cref="PluginCatalogOptions"/>.</param>
    public static PluginVerification Verify(string folder, string cacheRoot, TimeSpan? codeLimit = null) =>
        FolderVerification.Run(Path.GetFullPath(folder), cacheRoot, codeLimit);

    /// <summary>Lets no new call in and waits for those in flight, however long they take: bound the wait where that matters.</summary>
    public async ValueTask DisposeAsync()
    {
        await _applying.WaitAsync().ConfigureAwait(false);
        try
        {
            var last = _running;
            Publish(FrozenDictionary<string, RunningPlugin>.Empty);
            await Task.WhenAll(last.Values.Select(_unloads.Retire)).ConfigureAwait(false);
        }
        finally
        {
            _applying.Release();
        }
    }

    private void Publish(FrozenDictionary<string, RunningPlugin> running)
    {
        _running = running;
        _loaded = running.ToFrozenDictionary(p => p.Key, p => p.Value.Info, StringComparer.Ordinal);
    }
}
