using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Router.Load.Running;

/// <summary>`router serve` as a process of its own, always on the same port and folder, however often it is killed.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(60);
    private const int LinesMax = 200;
    private readonly HostFolder _folder;
    private readonly int _port = FreePort();
    private readonly List<string> _lines = [];
    private int _told;
    private Process? _process;

    private HostProcess(HostFolder folder) => _folder = folder;

    public Uri Url => new($"http://127.0.0.1:{_port}");

    public int Kills { get; private set; }

    /// <summary>What it wrote beyond its banner: its log is set to errors alone. Bounded.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    public static async Task<HostProcess> StartAsync(HostFolder folder)
    {
        var host = new HostProcess(folder);
        await host.StartAsync();
        return host;
    }

    public HostSample Sample() => HostSample.Take(_process!, _folder);

    /// <summary>kill -9 and a new start on the same data.</summary>
    public async Task KillAndRestartAsync()
    {
        Kills++;
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        await StartAsync();
    }

    /// <summary>SIGTERM.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        using var limit = new CancellationTokenSource(s_startLimit);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = _folder.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] args =
        [
            Path.Combine(AppContext.BaseDirectory, "router.dll"), "serve", "--port", $"{_port}",
            // Short leases, so that what a killed process held is taken up within the run.
            "--set", $"Engine:PublicUrl=http://127.0.0.1:{_port}/v1", "--set", "Engine:LeaseTime=00:00:05", "--set", "Engine:Budget=00:00:08",
        ];
        foreach (var arg in args) start.ArgumentList.Add(arg);
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(HostProcess).Assembly.Location;
        start.Environment[HostCounters.FileVariable] = _folder.CountersFile;
        start.Environment.Remove("ROUTER_OPS_KEY");
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Heard(line.Data, ready);
        _process.ErrorDataReceived += (_, line) => Heard(line.Data, ready);
        _process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The host ended at its start: " + string.Join(' ', Lines)));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ready.Task.WaitAsync(s_startLimit);
    }

    private void Heard(string? line, TaskCompletionSource ready)
    {
        if (line is null) return;
        lock (_lines)
        {
            if (line.StartsWith("Press Ctrl+C", StringComparison.Ordinal))
            {
                // What stood before is the banner.
                _lines.RemoveRange(_told, _lines.Count - _told);
                ready.TrySetResult();
                return;
            }

            if (_lines.Count < LinesMax) _lines.Add(line);
            if (ready.Task.IsCompleted) _told = _lines.Count;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
