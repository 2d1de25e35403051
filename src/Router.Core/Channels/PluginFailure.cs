namespace Router.Core.Channels;

/// <summary>
/// What a plugin threw, in our own words. Exceptions are plugin code too: their texts may throw, or never come back, so they are read on
/// the plugin's thread and within its deadline, and this is what goes on from there.
/// </summary>
/// <param name="Code">"cancelled", "contract" or "exception".</param>
/// <param name="Text">What is wrong.</param>
/// <param name="Mistake">What the plugin did wrong; null where it may be the channel's or the network's doing.</param>
/// <param name="IsItsOwn">Whether nobody else can have provoked it.</param>
internal sealed record PluginFailure(string Code, string Text, string? Mistake, bool IsItsOwn)
{
    private const string Cancelled = "cancelled";

    /// <summary>It stopped because it was told to, or says so.</summary>
    public bool IsCancelled => Code == Cancelled;

    public static PluginFailure Of(Exception thrown, PluginCall call) => thrown switch
    {
        OperationCanceledException => new(Cancelled, "The call was cancelled.", null, false),
        BrokenContractException => new("contract", $"The plugin broke the contract: {Blunders.Text(thrown)}", Blunders.Of(thrown), !call.IsFromOutside),
        _ => new("exception", Blunders.Text(thrown), Blunders.Of(thrown), call.IsAlone),
    };
}
