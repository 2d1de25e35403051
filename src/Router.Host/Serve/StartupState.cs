namespace Router.Host.Serve;

/// <summary>Whether the start is over: until then a failure is told once, by us, and not also by the framework with a stack trace.</summary>
internal sealed class StartupState
{
    public volatile bool HasStarted;
}
