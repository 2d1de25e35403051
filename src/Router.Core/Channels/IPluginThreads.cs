namespace Router.Core.Channels;

/// <summary>
/// Where plugin code begins to run. A plugin may block the thread that calls it for ever, so a host lends it one of its own; what must be
/// repeatable, such as a simulation, stays on the caller's.
/// </summary>
public interface IPluginThreads
{
    /// <summary>Begins a piece of a call. What it throws is in the task; the caller's culture and async-local values are as they were.</summary>
    /// <param name="call">The call that it belongs to.</param>
    /// <param name="work">The piece.</param>
    Task<T> RunAsync<T>(PluginCall call, Func<Task<T>> work);
}

/// <summary>The caller's own thread.</summary>
public sealed class CallersThread : IPluginThreads
{
    public static CallersThread Instance { get; } = new();

    public async Task<T> RunAsync<T>(PluginCall call, Func<Task<T>> work) => await work();
}
