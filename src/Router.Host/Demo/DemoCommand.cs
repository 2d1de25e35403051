using System.CommandLine;
using Spectre.Console;

namespace Router.Host.Demo;

/// <summary><c>router demo</c>.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var seed = new Option<ulong>("--seed") { Description = "Decides everything: the same seed is the same run.", DefaultValueFactory = _ => 42 };
        var minutes = new Option<double>("--minutes") { Description = "Minutes of traffic, on a virtual clock.", DefaultValueFactory = _ => 20 };
        var rate = new Option<double>("--rate") { Description = "Payments a second.", DefaultValueFactory = _ => 20 };
        var pace = new Option<double?>("--pace") { Description = "Virtual seconds per second of wall time; left out: as fast as it goes." };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of text; the same bytes for the same seed." };
        var command = new Command("demo", "Twenty minutes of payments through the real engine and three simulated channels, one of which fails.")
        {
            seed, minutes, rate, pace, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new DemoOptions
            {
                Seed = parsed.GetValue(seed),
                Minutes = parsed.GetValue(minutes),
                Rate = parsed.GetValue(rate),
                Pace = parsed.GetValue(pace),
                Json = parsed.GetValue(json),
            },
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellationToken));
        return command;
    }

    // 0: the ledgers are right. 1: they are not, or something came to no end. 2: misuse.
    private static async Task<int> RunAsync(DemoOptions options, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (options.Problem() is { } problem)
        {
            await error.WriteLineAsync(problem);
            return 2;
        }

        try
        {
            var pacer = new Pacer(options, cancellationToken);
            var interactive = !options.Json && ReferenceEquals(output, Console.Out) && AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected;
            IDemoScreen screen = options.Json ? new NoScreen() : interactive ? new LiveScreen(options) : new LineScreen(options, output);
            var report = await screen.ShowAsync(show => new DemoRun(options).RunAsync(
                (sight, next) =>
                {
                    show(sight, next);
                    pacer.Wait(next);
                },
                cancellationToken));
            if (options.Json) await output.WriteLineAsync(DemoJson.Write(report));
            else DemoText.Write(report, interactive ? AnsiConsole.Console : DemoText.Plain(output));
            return report.IsGood ? 0 : 1;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("The demo was stopped; nothing was checked.");
            return 1;
        }
    }
}
