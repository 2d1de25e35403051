using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text.Json;

namespace Router.Core.Channels;

/// <summary>Tells a plugin's own mistakes from what happens to it: only mistakes count against its version. Pure.</summary>
public static class Blunders
{
    private const int MaxText = 200;

    /// <returns>What the plugin did wrong; null where the exception may be the channel's or the network's doing.</returns>
    public static string? Of(Exception exception) => exception switch
    {
        BrokenContractException => Text(exception),
        HttpRequestException or IOException or SocketException or TimeoutException or OperationCanceledException => null,
        JsonException or FormatException or CryptographicException or AuthenticationException => null,
        AggregateException { InnerException: { } inner } => Of(inner),
        _ => Text(exception),
    };

    /// <summary>An exception in words. Its message is plugin code too, and may throw.</summary>
    public static string Text(Exception exception)
    {
        try
        {
            var text = exception is BrokenContractException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}";
            return text.Length > MaxText ? text[..MaxText] : text;
        }
        catch (Exception)
        {
            return $"{exception.GetType().Name}, whose message cannot be read";
        }
    }
}
