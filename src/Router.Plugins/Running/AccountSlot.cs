using Router.Abstractions;

namespace Router.Plugins.Running;

/// <summary>The current instance of one account at one plugin version, or why there is none.</summary>
internal sealed class AccountSlot(RunningPlugin plugin, PluginCatalogOptions options)
{
    private readonly Lock _lock = new();
    private volatile ChannelInstance? _current;
    private (ChannelAccount Account, PluginDiagnostic Why, long At)? _failure;

    public bool TryEnterCurrent(ChannelAccount account, out ChannelInstance? instance)
    {
        instance = _current;
        return instance is not null && instance.Serves(account) && instance.Gate.TryEnter();
    }

    /// <summary>Opens the account, or takes what another caller has just opened. The one before drains by itself.</summary>
    /// <returns>The instance, entered; null where the account cannot be opened.</returns>
    public ChannelInstance? OpenAndEnter(ChannelAccount account, out PluginDiagnostic? why)
    {
        lock (_lock)
        {
            why = null;
            if (TryEnterCurrent(account, out var instance))
                return instance;
            if (_failure is { } failure && ChannelInstance.SameSettings(failure.Account, account)
                && options.Time.GetElapsedTime(failure.At) < options.ReopenAfter)
            {
                why = failure.Why;
                return null;
            }
            var opened = plugin.Open(account, out why);
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
    }
}
