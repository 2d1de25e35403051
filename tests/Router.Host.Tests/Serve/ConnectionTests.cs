using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Router.Host.Serve;
using Router.Host.Tests.Api;

namespace Router.Host.Tests.Serve;

public sealed class ConnectionTests
{
    [Fact]
    public async Task A_connection_beyond_the_bound_is_closed_before_it_is_read()
    {
        var served = new KestrelServerOptions();
        Server.Bound(served);
        served.Limits.MaxConcurrentConnections.Should().Be(10_000);

        var port = FreePort.Find();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}").ConfigureKestrel(kestrel => Server.Bound(kestrel, 2));
        await using var app = builder.Build();
        app.MapGet("/", () => "here");
        await app.StartAsync();
        using var first = new TcpClient();
        using var second = new TcpClient();
        using var third = new TcpClient();
        (await AskAsync(first, port)).Should().Contain("here");
        (await AskAsync(second, port)).Should().Contain("here");
        (await AskAsync(third, port)).Should().BeEmpty();
        (await AskAsync(first, port)).Should().Contain("here", "who is connected stays so");
        await app.StopAsync();
    }

    /// <returns>What was answered; empty: the connection was closed instead.</returns>
    private static async Task<string> AskAsync(TcpClient client, int port)
    {
        if (!client.Connected) await client.ConnectAsync("127.0.0.1", port);
        var heard = new byte[4096];
        try
        {
            await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: here\r\n\r\n"u8.ToArray());
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            // The answer may come in pieces; its last one is the chunk of no length.
            var count = 0;
            while (!Encoding.ASCII.GetString(heard, 0, count).EndsWith("0\r\n\r\n", StringComparison.Ordinal)
                && await client.GetStream().ReadAsync(heard.AsMemory(count), limit.Token) is > 0 and var more) count += more;
            return Encoding.ASCII.GetString(heard, 0, count);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
