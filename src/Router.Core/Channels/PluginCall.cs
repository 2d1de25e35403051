using System.Diagnostics.CodeAnalysis;

namespace Router.Core.Channels;

/// <summary>
/// One call to a plugin, known to whatever runs on its behalf: whose it is, and whether the engine has done with it. What the engine has
/// given up may not be sent any more. Thread-safe.
/// </summary>
/// <param name="channelId">The plugin.</param>
/// <param name="deadline">When it is given up.</param>
/// <param name="isFromOutside">It reads what anybody may have sent.</param>
[SuppressMessage("Design", "CA1001", Justification = "What runs on behalf of the call may ask long after it; the source holds no timer.")]
public sealed class PluginCall(string channelId, DateTimeOffset deadline, bool isFromOutside = false)
{
    private static readonly AsyncLocal<PluginCall?> s_current = new();
    private readonly CancellationTokenSource _over = new();
    private volatile bool _isOver, _isGivenUp, _hasSent;

    /// <summary>The call that this code runs for; null outside of any.</summary>
    public static PluginCall? Current => s_current.Value;

    public string ChannelId => channelId;

    /// <summary>Cancelled, on a thread of the plugin's, once the call is over.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>Whether its answer counts no more: it was given, or nobody waits for it.</summary>
    public bool IsOverAt(DateTimeOffset now) => _isOver || now > deadline;

    /// <summary>Whether an exception of it can only be the plugin's own doing: nobody else has had a word in it yet.</summary>
    internal bool IsAlone => !isFromOutside && !_hasSent;

    internal bool IsFromOutside => isFromOutside;

    /// <summary>Whether its deadline has passed while it ran.</summary>
    internal bool IsGivenUp => _isGivenUp;

    /// <summary>From here on it may meet with whatever a channel answers.</summary>
    public void Sends() => _hasSent = true;

    internal void Enter() => s_current.Value = this;

    /// <summary>At once, whatever becomes of the thread that says the rest.</summary>
    internal void GiveUp() => _isOver = _isGivenUp = true;

    /// <summary>Ends what is still being sent. It may run code of the plugin's: only on its own thread.</summary>
    internal void End()
    {
        _isOver = true;
        try
        {
            _over.Cancel();
        }
        catch (Exception)
        {
            // What a plugin does on its cancellation is its own affair.
        }
    }
}
