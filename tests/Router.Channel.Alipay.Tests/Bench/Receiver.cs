using System.Net;
using System.Net.Sockets;
using System.Text;
using Router.Abstractions;

namespace Router.Channel.Alipay.Tests.Bench;

/// <summary>Takes one notification over HTTP, as the host would.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource<InboundNotification> _received = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _work = Task.CompletedTask;

    public Task<InboundNotification> Received => _received.Task;

    public Task<Uri> StartAsync()
    {
        _listener.Start();
        _work = TakeAsync();
        return Task.FromResult(new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"));
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _work;
    }

    private async Task TakeAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        var bytes = new MemoryStream();
        var buffer = new byte[4096];
        while (Body(bytes.ToArray()) is null)
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0) break;
            bytes.Write(buffer, 0, read);
        }

        _received.SetResult(new(Body(bytes.ToArray()) ?? [], new Dictionary<string, string>(), ""));
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\nsuccess"u8.ToArray());
    }

    private static byte[]? Body(byte[] request)
    {
        var text = Encoding.Latin1.GetString(request);
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0) return null;
        var length = text[..head].Split("\r\n").Single(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))[15..].Trim();
        var body = request[(head + 4)..];
        return body.Length >= int.Parse(length, System.Globalization.CultureInfo.InvariantCulture) ? body : null;
    }
}
