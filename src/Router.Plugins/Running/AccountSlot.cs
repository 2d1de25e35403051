using Router.Abstractions;

namespace Router.Plugins.Running;

/// <summary>The current instance of one account at one plugin version, or why there is none.</summary>
internal sealed class AccountSlot(RunningPlugin plugin, PluginCatalogOptions options)
{
    private readonly Lock _lock = new();
    private volatile ChannelInstance? _current;
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(250);
    private const int DoublingsMax = 7;
    private (ChannelAccount Account, PluginDiagnostic Why, long At)? _failure;
    private int _hangs;

    public bool TryEnterCurrent(ChannelAccount account, out ChannelInstance? instance)
    {
        instance = _current;
        return instance is not null && instance.Serves(account) && instance.Gate.TryEnter();
    }

    /// <summary>Opens the account anew although its settings are the same: a secret that they name has changed.</summary>
    /// <returns>Why it could not be done, and the instance before stays; null where it was done or nothing was open.</returns>
    public PluginDiagnostic? Reopen(ChannelAccount account)
    {
        lock (_lock)
        {
            _failure = null;
            if (_current is not { } before || !before.Serves(account)) return null;
            if (plugin.Open(account, out var why, out _) is not { } opened) return why;
            _current = opened;
            _ = plugin.RetireInstanceAsync(before);
            return null;
        }
    }

    /// <summary>Opens the account, or takes what another caller has just opened. The one before drains by itself.</summary>
    /// <returns>The instance, entered; null where the account cannot be opened.</returns>
    public ChannelInstance? OpenAndEnter(ChannelAccount account, out PluginDiagnostic? why)
    {
        // An Open that hangs holds up its opener alone.
        if (!_lock.TryEnter(s_wait))
        {
            why = plugin.Busy(account);
            return null;
        }
        try
        {
            why = null;
            if (TryEnterCurrent(account, out var instance))
                return instance;
            if (_failure is { } failure && ChannelInstance.SameSettings(failure.Account, account)
                && options.Time.GetElapsedTime(failure.At) < options.ReopenAfter * (1 << Math.Clamp(_hangs - 1, 0, DoublingsMax)))
            {
                why = failure.Why;
                return null;
            }
            var opened = plugin.Open(account, out why, out var hung);
            // Each hang leaves a thread behind: they are let become rare.
            _hangs = hung ? _hangs + 1 : 0;
            if (opened is null)
            {
                _failure = (account, why!, options.Time.GetTimestamp());
                return null;
            }
            _failure = null;
            opened.Gate.TryEnter();
            var before = _current;
            _current = opened;
            _ = before is null ? Task.CompletedTask : plugin.RetireInstanceAsync(before);
            return opened;
        }
        finally
        {
            _lock.Exit();
        }
    }
}
