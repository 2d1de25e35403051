using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Router.Host.Cli;

namespace Router.Host.Client;

/// <summary>The live view: one table, painted again and again until Ctrl+C.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var interval = new Option<string>("--interval") { Description = "How often it looks: 1s, 5s, 1m.", DefaultValueFactory = _ => "1s" };
        var once = new Option<bool>("--once") { Description = "Look once; exit code 1 if no router answers." };
        var account = new Option<string>("--account") { Description = "Only this account." };
        return new Command("watch", "Weights, health, breakers, success, p99, calls in flight and the last change of every account and method, live.")
        {
            interval, once, account,
        }.Operator(async (parsed, client) =>
        {
            var pause = Durations.Read("--interval", parsed.GetRequiredValue(interval))!.Value;
            var screen = new WatchScreen(parsed.WantsJson(), parsed.GetValue(account), !Console.IsOutputRedirected && !parsed.GetValue(once));
            if (!parsed.GetValue(once)) return await RepeatAsync(client, screen, pause);
            screen.Show(await LookAsync(client));
            return ExitCode.Ok;
        });
    }

    private static async Task<int> RepeatAsync(RouterClient client, WatchScreen screen, TimeSpan pause)
    {
        using var ended = new CancellationTokenSource();
        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ended.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        screen.Open();
        try
        {
            while (true)
            {
                try
                {
                    screen.Show(await LookAsync(client).WaitAsync(ended.Token));
                }
                catch (CliException silent)
                {
                    // A router that is being started again is worth waiting for; one that refuses the key is not, and ends the command.
                    screen.Missing(silent.Message);
                }
                catch (ProblemException starting) when ((int?)starting.Problem["status"] >= 500)
                {
                    screen.Missing(starting.Text);
                }

                await Task.Delay(pause, ended.Token);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return ExitCode.Ok;
        }
        finally
        {
            screen.Close();
        }
    }

    private static async Task<JsonNode> LookAsync(RouterClient client)
    {
        try
        {
            return await client.GetAsync("ops/v1/health").WaitAsync(s_patience);
        }
        catch (TimeoutException)
        {
            throw new CliException($"The router did not answer within {s_patience.TotalSeconds:0} seconds.");
        }
    }
}
