using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Router.Abstractions;

namespace Router.Plugins.Running;

/// <summary>One plugin version opened for one account with one set of settings.</summary>
internal sealed class ChannelInstance(ChannelAccount account, IChannel channel, IChannelHost host, PluginCatalogOptions options, string pluginId)
{
    private readonly Lock _lock = new();
    private ChannelAccount _account = account;
    private IChannel? _channel = channel;
    private Task? _retiring;

    public DrainGate Gate { get; } = new();

    /// <summary>Only for those inside the gate.</summary>
    public IChannel Channel => _channel!;

    /// <summary>Whether it was opened with these settings. The same object answers at once; an equal one is remembered.</summary>
    public bool Serves(ChannelAccount wanted)
    {
        if (ReferenceEquals(_account, wanted))
            return true;
        if (!SameSettings(_account, wanted))
            return false;
        _account = wanted;
        return true;
    }

    public static bool SameSettings(ChannelAccount a, ChannelAccount b) =>
        a.Mode == b.Mode && a.MerchantId == b.MerchantId && a.IsProduction == b.IsProduction
        && a.Settings.ValueKind == b.Settings.ValueKind
        && (a.Settings.ValueKind == JsonValueKind.Undefined || JsonElement.DeepEquals(a.Settings, b.Settings));

    /// <summary>Lets nobody in any more, waits for the last call, disposes. Asked twice, it is one task.</summary>
    public Task RetireAsync()
    {
        lock (_lock)
            return _retiring ??= DrainAndDisposeAsync();
    }

    private async Task DrainAndDisposeAsync()
    {
        await Gate.RetireAsync().ConfigureAwait(false);
        try
        {
            var disposing = DisposeChannelAsync(Interlocked.Exchange(ref _channel, null)!);
            if (await disposing.WaitAsync(options.DisposeLimit, options.Time).ConfigureAwait(false) is { } thrown)
                options.OnDiagnostic(Diagnostics.DisposeFailed(pluginId, _account.Id, thrown.Text));
        }
        catch (TimeoutException)
        {
            options.OnDiagnostic(Diagnostics.DisposeFailed(pluginId, _account.Id, $"it did not end within {options.DisposeLimit.TotalSeconds:0.#} s."));
        }
    }

    // On the pool: a disposal that blocks must not hold up whoever ended the last call. Nor may the text of what it throws.
    [SuppressMessage("Design", "CA1031", Justification = "Whatever a plugin's disposal throws is reported, never passed on.")]
    private Task<CodeFault?> DisposeChannelAsync(IChannel channel) => Task.Run(async () =>
    {
        try
        {
            try
            {
                if (channel is IAsyncDisposable asynchronous)
                    await asynchronous.DisposeAsync().ConfigureAwait(false);
                else
                    (channel as IDisposable)?.Dispose();
            }
            finally
            {
                (host as IDisposable)?.Dispose();
            }
            return null;
        }
        catch (Exception e)
        {
            return CodeFault.Of(e);
        }
    });
}
