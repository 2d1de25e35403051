using System.CommandLine;
using System.Runtime.InteropServices;
using Router.Host.Cli;
using Router.Hosting;
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
        var command = new Command("demo", "Twenty minutes of payments through the real engine and three simulated channels, one of which fails.") { seed, minutes, rate, pace };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new DemoOptions
            {
                Seed = parsed.GetValue(seed),
                Minutes = parsed.GetValue(minutes),
                Rate = parsed.GetValue(rate),
                Pace = parsed.GetValue(pace),
                Json = parsed.WantsJson(),
            },
            parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DemoOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        if (options.Problem() is { } problem) throw CliException.Misuse(problem);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        try
        {
            var interactive = !options.Json && ReferenceEquals(output, Console.Out) && AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected;
            IDemoScreen screen = options.Json ? new NoScreen() : interactive ? new LiveScreen(options) : new LineScreen(options, output);
            var pacer = new Pacer(options, stop.Token);
            var report = await screen.ShowAsync(show => new DemoRun(options).RunAsync(
                (sight, next) =>
                {
                    show(sight, next);
                    pacer.Wait(next);
                },
                stop.Token));
            if (options.Json) await output.WriteLineAsync(DemoJson.Write(report));
            else DemoText.Write(report, interactive ? AnsiConsole.Console : DemoText.Plain(output));
            return report.IsGood ? ExitCode.Ok : ExitCode.Failed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new CliException("The demo was stopped; the ledgers were not checked.", ExitCode.Failed);
        }
        catch (RouterConfigurationException exception)
        {
            throw new CliException(exception.Message, ExitCode.Failed);
        }
    }
}
