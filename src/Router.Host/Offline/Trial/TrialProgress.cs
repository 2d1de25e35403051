using Spectre.Console;

namespace Router.Host.Offline.Trial;

/// <summary>A bar on standard error while payments are planned; nothing where nobody looks.</summary>
internal static class TrialProgress
{
    /// <param name="total">How many payments; 0: not known.</param>
    /// <param name="work">Reports how many more are done; may be called from any thread.</param>
    public static T Run<T>(long total, Func<Action<int>, T> work)
    {
        if (Console.IsErrorRedirected) return work(_ => { });
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true).HideCompleted(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(progress =>
            {
                var task = progress.AddTask("payments", maxValue: Math.Max(1, total));
                task.IsIndeterminate = total == 0;
                var done = 0L;
                return work(more => task.Value = Interlocked.Add(ref done, more));
            });
    }
}
