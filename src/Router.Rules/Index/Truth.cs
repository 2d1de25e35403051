namespace Router.Rules.Index;

internal enum Truth : byte
{
    False,
    True,

    /// Depends on other facts, or on what only running the condition can tell.
    Unknown,
}
