using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Router.Abstractions;

namespace Router.Plugins.Running;

internal enum LeaseAttempt
{
    Leased,
    Failed,

    /// <summary>This version has just been retired: look again.</summary>
    Retired,
}

/// <summary>One loaded version of a plugin and the instances opened from it.</summary>
internal sealed class RunningPlugin(LoadedPlugin info, PluginContext context, IChannelPlugin plugin, PluginCatalogOptions options)
{
    private readonly DrainGate _opening = new();
    private readonly ConcurrentDictionary<string, AccountSlot> _slots = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ChannelInstance, bool> _instances = new();
    private PluginContext? _context = context;
    private IChannelPlugin? _plugin = plugin;

    /// <summary>Replaced as a whole when plugins.json changes what concerns the host only.</summary>
    public LoadedPlugin Info { get; set; } = info;

    public int CallsInFlight => _instances.Keys.Sum(i => i.Gate.Inside);

    public LeaseAttempt TryLease(ChannelAccount account, out ChannelLease? lease, out PluginDiagnostic? why)
    {
        lease = null;
        why = null;
        if (_slots.TryGetValue(account.Id, out var slot) && slot.TryEnterCurrent(account, out var current))
        {
            lease = new(current!, Info);
            return LeaseAttempt.Leased;
        }
        if (!_opening.TryEnter())
            return LeaseAttempt.Retired;
        try
        {
            slot = _slots.GetOrAdd(account.Id, static (_, self) => new AccountSlot(self, self.Options), this);
            if (slot.OpenAndEnter(account, out why) is not { } opened)
                return LeaseAttempt.Failed;
            lease = new(opened, Info);
            return LeaseAttempt.Leased;
        }
        finally
        {
            _opening.Leave();
        }
    }

    public PluginDiagnostic? Reopen(ChannelAccount account)
    {
        if (!_opening.TryEnter()) return null;
        try
        {
            return _slots.TryGetValue(account.Id, out var slot) ? slot.Reopen(account) : null;
        }
        finally
        {
            _opening.Leave();
        }
    }

    private PluginCatalogOptions Options => options;

    [SuppressMessage("Design", "CA1031", Justification = "Whatever host or plugin code throws while opening is a result here.")]
    public ChannelInstance? Open(ChannelAccount account, out PluginDiagnostic? why, out bool hung)
    {
        hung = false;
        IChannelHost? host = null;
        try
        {
            host = options.OpenHost(Info.Manifest, account);
            var lent = host;
            if (!TimedCall.TryRun(() => _plugin!.Open(account, lent), options.CodeLimit, out var channel, out var thrown))
            {
                hung = true;
                why = Failed(account, $"the plugin did not come back within {options.CodeLimit.TotalSeconds:0.#} s.");
            }
            else if (thrown is not null)
                why = Failed(account, thrown.Reason);
            else if (channel is null)
                why = Failed(account, "the plugin gave no channel.");
            else
            {
                why = null;
                var instance = new ChannelInstance(account, channel, host, options, Info.Manifest.Id);
                _instances[instance] = true;
                return instance;
            }
        }
        catch (Exception e)
        {
            why = Failed(account, CodeFault.Of(e).Reason);
        }
        (host as IDisposable)?.Dispose();
        return null;
    }

    public async Task RetireInstanceAsync(ChannelInstance instance)
    {
        await instance.RetireAsync().ConfigureAwait(false);
        _instances.TryRemove(instance, out _);
    }

    /// <summary>Lets no new call in, waits for the last one, disposes every instance and asks the runtime to unload.</summary>
    /// <returns>What tells when the code is gone.</returns>
    public async Task<WeakReference> RetireAsync()
    {
        await _opening.RetireAsync().ConfigureAwait(false);
        await Task.WhenAll(_instances.Keys.Select(RetireInstanceAsync)).ConfigureAwait(false);
        return Unload();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference Unload()
    {
        _slots.Clear();
        _plugin = null;
        var leaving = new WeakReference(_context, trackResurrection: true);
        _context!.Unload();
        _context = null;
        return leaving;
    }

    public PluginDiagnostic Busy(ChannelAccount account) => Failed(account, "it is being opened; the plugin takes its time.");

    private PluginDiagnostic Failed(ChannelAccount account, string reason) => Diagnostics.OpenFailed(Info.Manifest.Id, account.Id, reason);
}
