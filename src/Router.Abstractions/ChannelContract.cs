namespace Router.Abstractions;

/// <summary>The version of this contract. A plugin names the range it was built for in its manifest.</summary>
public static class ChannelContract
{
    /// <summary>The contract's version: a whole number, raised whenever a plugin built before would no longer work.</summary>
    public const int Version = 1;
}
