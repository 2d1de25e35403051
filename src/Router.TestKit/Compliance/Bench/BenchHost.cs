using System.Collections.Concurrent;
using System.Net.Sockets;
using Router.Abstractions;

namespace Router.TestKit.Compliance.Bench;

/// <summary>
/// What the suite lends to one channel instance: connections that are never used twice, so that a refused one is refused at once;
/// randomness that repeats; a log that keeps everything.
/// </summary>
internal sealed class BenchHost : IChannelHost, IDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly IReadOnlyDictionary<string, string> _secrets;
    private readonly Random _random;
    private readonly Lock _lock = new();
    private int _sent;

    public BenchHost(TimeProvider time, IReadOnlyDictionary<string, string> secrets, int seed)
    {
        Time = time;
        _secrets = secrets;
        _random = new(seed);
        Http = new(new Counting(this)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public HttpClient Http { get; }

    public TimeProvider Time { get; }

    /// <summary>While true no connection can be made.</summary>
    public bool RefusesConnections { get; set; }

    /// <summary>How many requests were handed to the client, those that were refused included.</summary>
    public int Sent => Volatile.Read(ref _sent);

    public IReadOnlyCollection<string> Lines => _lines;

    public void FillRandom(Span<byte> buffer)
    {
        lock (_lock) _random.NextBytes(buffer);
    }

    public string GetSecret(string name) => _secrets.TryGetValue(name, out var secret)
        ? secret
        : throw new KeyNotFoundException($"There is no secret '{name}' among those of the compliance fixture.");

    public void Log(ChannelLogLevel level, string message, Exception? exception = null) => _lines.Enqueue($"{level}: {message} {exception}");

    public void Dispose() => Http.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext connection, CancellationToken cancellationToken)
    {
        if (RefusesConnections) throw new SocketException((int)SocketError.ConnectionRefused);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(connection.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class Counting(BenchHost host) : DelegatingHandler(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectCallback = host.ConnectAsync,
    })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref host._sent);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
