using Microsoft.Extensions.Logging;
using Router.Abstractions;
using Router.Core.Channels;
using Router.Core.Ids;
using Router.Hosting.Configuration;

namespace Router.Hosting.Channels;

/// <summary>What one channel instance is lent; disposed with it.</summary>
internal sealed class ChannelHost(
    ChannelManifest manifest, ChannelAccount account, IChannelHttp http, TimeProvider time, IRandomSource random, SecretReader secrets, ILogger log)
    : IChannelHost, IDisposable
{
    private static readonly Action<ILogger, string, string, string, Exception?> s_debug =
        LoggerMessage.Define<string, string, string>(LogLevel.Debug, new(20), "{Channel}/{Account}: {Message}");
    private static readonly Action<ILogger, string, string, string, Exception?> s_information =
        LoggerMessage.Define<string, string, string>(LogLevel.Information, new(21), "{Channel}/{Account}: {Message}");
    private static readonly Action<ILogger, string, string, string, Exception?> s_warning =
        LoggerMessage.Define<string, string, string>(LogLevel.Warning, new(22), "{Channel}/{Account}: {Message}");
    private static readonly Action<ILogger, string, string, string, Exception?> s_error =
        LoggerMessage.Define<string, string, string>(LogLevel.Error, new(23), "{Channel}/{Account}: {Message}");

    private readonly LogAllowance _lines = new();

    public HttpClient Http { get; } = new(new CallBound(time, http.CreateHandler()), disposeHandler: true)
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 64 * 1024 * 1024,
    };

    public TimeProvider Time => time;

    public void FillRandom(Span<byte> buffer)
    {
        Span<byte> eight = stackalloc byte[8];
        for (var at = 0; at < buffer.Length; at += 8)
        {
            BitConverter.TryWriteBytes(eight, random.Next());
            var part = buffer[at..];
            eight[..Math.Min(8, part.Length)].CopyTo(part);
        }
    }

    public string GetSecret(string name) => secrets.Read(name);

    public void Log(ChannelLogLevel level, string message, Exception? exception = null)
    {
        if (!_lines.TryTake(time.GetUtcNow(), out var dropped)) return;
        if (dropped > 0) s_warning(log, manifest.Id, account.Id, $"{dropped} log lines were dropped: more than {LogAllowance.LinesPerSecond} within a second", null);
        var write = level switch
        {
            ChannelLogLevel.Debug => s_debug,
            ChannelLogLevel.Information => s_information,
            ChannelLogLevel.Warning => s_warning,
            _ => s_error,
        };

        // An exception's text may quote what was sent; only its type goes with the line.
        var told = exception is null ? message ?? "" : $"{message} ({Blunders.Text(exception)})";
        write(log, manifest.Id, account.Id, Redaction.Apply(told), null);
    }

    public void Dispose() => Http.Dispose();
}
