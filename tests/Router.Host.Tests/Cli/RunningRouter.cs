using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Router.Host.Tests.Api;

namespace Router.Host.Tests.Cli;

/// <summary>`router serve` as a process of its own.</summary>
internal sealed class RunningRouter : IAsyncDisposable
{
    private readonly RouterFolder _folder;
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningRouter(RouterFolder folder, int port, string[] args)
    {
        (_folder, Port) = (folder, port);
        _process = RouterRun.Start(folder.Root, ["serve", "--port", $"{port}", .. args]);
        _process.OutputDataReceived += (_, line) => Heard(line.Data);
        _process.ErrorDataReceived += (_, line) => Heard(line.Data);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException("The router ended: " + Output));
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}";

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    public static Task<RunningRouter> StartAsync(RouterFolder folder, params string[] args) => StartAtAsync(FreePort.Find(), folder, args);

    public static async Task<RunningRouter> StartAtAsync(int port, RouterFolder folder, params string[] args)
    {
        var router = new RunningRouter(folder, port, args);
        await router._ready.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return router;
    }

    /// <summary>A client verb against this router.</summary>
    public Task<RouterRun> RunAsync(params string[] args) => _folder.RunAsync([.. args, "--url", Url]);

    public async Task<JsonNode> JsonAsync(params string[] args)
    {
        var run = await RunAsync([.. args, "--json"]);
        run.ExitCode.Should().Be(0, run.Out + run.Error);
        return run.Json;
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private void Heard(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
        if (line.StartsWith("Press Ctrl+C", StringComparison.Ordinal)) _ready.TrySetResult();
    }
}
