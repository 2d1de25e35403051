using System.Net;
using System.Net.Sockets;
using Router.Host.Tests.Api;

namespace Router.Host.Tests.Cli;

/// <summary>A start that cannot be: one message that says what, where and what to do, a non-zero exit code, no stack trace.</summary>
public sealed class StartFailureTests : IDisposable
{
    private readonly RouterFolder _folder = new();
    private readonly string _port = $"{FreePort.Find()}";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_taken_port()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = $"{((IPEndPoint)taken.LocalEndpoint).Port}";
        Refused(await _folder.RunAsync("serve", "--port", port), 1, port, "--port");
    }

    [Fact]
    public async Task A_second_process_on_one_data_folder()
    {
        await using var first = await RunningRouter.StartAsync(_folder);
        Refused(await _folder.RunAsync("serve", "--port", _port), 1, "RTR4001", _folder.At("data"));
        (await first.RunAsync("channels", "list")).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made()
    {
        _folder.Write("file", "");
        Refused(await _folder.RunAsync("serve", "--port", _port, "--data", "file"), 1, _folder.At("file"), "--data");
    }

    [Fact]
    public async Task A_plugin_copy_folder_that_cannot_be_made()
    {
        _folder.Write("data/plugin-cache", "");
        Refused(await _folder.RunAsync("serve", "--port", _port), 1, "plugin", "--data");
    }

    [Fact]
    public async Task A_store_that_is_no_database()
    {
        _folder.Write("data/orders.db", new string('x', 8192));
        Refused(await _folder.RunAsync("serve", "--port", _port), 1, "RTR4002", _folder.At("data/orders.db"));
        File.ReadAllText(_folder.At("data/orders.db")).Should().Be(new string('x', 8192));
    }

    [Theory]
    [InlineData("http://0.0.0.0:5999")]
    [InlineData("http://*:5999")]
    [InlineData("http://router.example:5999")]
    [InlineData("http://127.0.0.1:5999;http://[::]:5999")]
    public async Task An_address_that_others_reach(string urls) => Refused(await _folder.RunAsync("serve", "--urls", urls), 2, "--insecure");

    [Theory]
    [InlineData("rules/default.json", "{ \"name\": 1 }", "RTR1")]
    [InlineData("accounts.json", "{ \"accounts\": [ { \"id\": \"fast\" } ] }", "RTR3")]
    [InlineData("plugins.json", "{ nonsense", "RTR2")]
    public async Task A_bad_file_at_the_first_load(string file, string content, string id)
    {
        _folder.Write(file, content);
        Refused(await _folder.RunAsync("serve", "--port", _port), 1, id, file);
    }

    [Fact]
    public async Task Settings_that_are_unknown_or_wrong()
    {
        Refused(await _folder.RunAsync("serve", "--port", _port, "--set", "DrainTimout=1"), 2, "Router:DrainTimout", "DrainTimeout");
        Refused(await _folder.RunAsync("serve", "--port", _port, "--set", "Engine:Budget=soon"), 2, "Router:Engine:Budget");
        Refused(await _folder.RunAsync("serve", "--port", _port, "--set", "Engine:MaxAttempts=99"), 1, "MaxAttempts is 99");
        _folder.Write("appsettings.json", "{ \"Router\": ");
        Refused(await _folder.RunAsync("serve", "--port", _port), 1, "appsettings.json");
    }

    private static void Refused(RouterRun run, int exitCode, params string[] told)
    {
        run.ExitCode.Should().Be(exitCode, run.Out + run.Error);
        foreach (var part in told) run.Error.Should().Contain(part);
        (run.Out + run.Error).Should().NotContain("   at ");
    }
}
