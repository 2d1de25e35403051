using System.Diagnostics.CodeAnalysis;

namespace Router.Plugins.Loading;

/// <summary>Runs foreign code that might never come back on a thread of its own, and gives that thread up after a limit of real time.</summary>
internal static class TimedCall
{
    /// <returns>False where the limit passed. Otherwise either a value or what the code threw, its texts read within the limit too.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever foreign code throws is a result here.")]
    public static bool TryRun<T>(Func<T> call, TimeSpan limit, out T? value, out CodeFault? thrown)
    {
        var box = new Box<T>();
        var thread = new Thread(() =>
        {
            try
            {
                box.Value = call();
            }
            catch (Exception e)
            {
                box.Thrown = CodeFault.Of(e);
            }
        })
        { IsBackground = true, Name = "router plugin code" };
        thread.UnsafeStart();
        var ended = thread.Join(limit);
        (value, thrown) = ended ? (box.Value, box.Thrown) : (default, null);
        return ended;
    }

    private sealed class Box<T>
    {
        public T? Value;
        public CodeFault? Thrown;
    }
}
