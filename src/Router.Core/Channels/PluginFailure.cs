namespace Router.Core.Channels;

/// <summary>
/// What a plugin threw, in our own words. Exceptions are plugin code too: their texts may throw, or never come back, so they are read on
/// the plugin's thread and within its deadline, and this is what goes on from there.
/// </summary>
internal sealed class PluginFailure : Exception
{
    private PluginFailure(string code, string text, string? mistake, bool isItsOwn)
        : base(text) => (Code, Mistake, IsItsOwn) = (code, mistake, isItsOwn);

    public string Code { get; }

    /// <summary>What the plugin did wrong; null where it may be the channel's or the network's doing.</summary>
    public string? Mistake { get; }

    /// <summary>Whether nobody else can have provoked it.</summary>
    public bool IsItsOwn { get; }

    /// <returns>What is to be thrown in place of it.</returns>
    public static Exception Of(Exception thrown, PluginCall call) => thrown switch
    {
        // Ours again, because the deadline knows itself by it.
        OperationCanceledException => new OperationCanceledException("The call was cancelled."),
        BrokenContractException => new PluginFailure("contract", $"The plugin broke the contract: {Blunders.Text(thrown)}", Blunders.Of(thrown), !call.IsFromOutside),
        _ => new PluginFailure("exception", Blunders.Text(thrown), Blunders.Of(thrown), call.IsAlone),
    };
}
