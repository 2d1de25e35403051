namespace Router.Simulation.Disk;

/// <summary>The store in memory completes before it returns; anything else would be a wait on another thread.</summary>
internal static class Results
{
    public static T Result<T>(this ValueTask<T> done) =>
        done.IsCompletedSuccessfully ? done.GetAwaiter().GetResult() : throw new InvalidOperationException("The store in memory has to complete at once.");
}
