namespace Router.Core.Channels;

/// <summary>
/// Where plugin code begins to run. A plugin may block the thread that calls it for ever, so a host lends it one of its own; what must be
/// repeatable, such as a simulation, stays on the caller's.
/// </summary>
public interface IPluginThreads
{
    /// <summary>Begins a call. What it throws is in the task; the caller's culture and async-local values are as they were.</summary>
    /// <param name="call">The call.</param>
    Task<T> RunAsync<T>(Func<Task<T>> call);
}

/// <summary>The caller's own thread.</summary>
public sealed class CallersThread : IPluginThreads
{
    public static CallersThread Instance { get; } = new();

    public async Task<T> RunAsync<T>(Func<Task<T>> call) => await call();
}
