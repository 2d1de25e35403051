using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Router.Host.Tests.Cli;

/// <summary>One run of the built executable, from its start to its end.</summary>
internal sealed record RouterRun(int ExitCode, string Out, string Error)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(4);

    public JsonNode Json => JsonNode.Parse(Out)!;

    public static Task<RouterRun> InAsync(string folder, params string[] args) => InAsync(folder, "", args);

    public static async Task<RouterRun> InAsync(string folder, string input, string[] args)
    {
        using var process = Start(folder, args);
        var (read, complain) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"router {string.Join(' ', args)} did not end: {await read} {await complain}");
        }

        return new(process.ExitCode, await read, await complain);
    }

    public static Process Start(string folder, string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "router.dll"));
        foreach (var arg in args) start.ArgumentList.Add(arg);
        start.Environment.Remove("ROUTER_OPS_KEY");
        return Process.Start(start)!;
    }
}
