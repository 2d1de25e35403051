using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text.Json;

namespace Router.Core.Channels;

/// <summary>Tells a plugin's own mistakes from what happens to it: only mistakes count against its version. Pure.</summary>
public static class Blunders
{
    private const int MaxText = 200, MaxDepth = 16;

    /// <returns>What the plugin did wrong; null where the exception may be the channel's or the network's doing.</returns>
    public static string? Of(Exception exception) => Innermost(exception) switch
    {
        HttpRequestException or IOException or SocketException or TimeoutException or OperationCanceledException => null,
        JsonException or FormatException or CryptographicException or AuthenticationException => null,
        var mistake => Text(mistake),
    };

    /// <summary>An exception in words. Its message is plugin code too, and may throw or block: read it where a plugin may.</summary>
    public static string Text(Exception exception)
    {
        try
        {
            var inner = Innermost(exception);

            // The text of one that wraps others is made of theirs, by recursion: nested deeply enough that ends the process.
            var text = inner is AggregateException ? "exceptions within exceptions" : inner.Message;
            if (inner is not BrokenContractException) text = $"{inner.GetType().Name}: {text}";
            return text.Length > MaxText ? text[..MaxText] : text;
        }
        catch (Exception)
        {
            return $"{exception.GetType().Name}, whose message cannot be read";
        }
    }

    private static Exception Innermost(Exception exception)
    {
        for (var depth = 0; depth < MaxDepth && exception is AggregateException { InnerException: { } inner }; depth++) exception = inner;
        return exception;
    }
}
