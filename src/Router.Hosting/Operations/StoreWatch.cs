namespace Router.Hosting.Operations;

/// <summary>Whether the order store took the last write that the host itself makes every few seconds. Thread-safe.</summary>
internal sealed class StoreWatch
{
    private volatile string? _problem;

    /// <summary>Why it takes nothing; null: it does.</summary>
    public string? Problem => _problem;

    public void Took() => _problem = null;

    public void Refused(string why) => _problem = why;
}
