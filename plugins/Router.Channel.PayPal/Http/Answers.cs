using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.PayPal.Http;

/// <summary>
/// Reads an HTTP answer: bounded, strict JSON. A redirect is never followed, a 5xx is never believed, and what is no JSON object is no
/// answer of PayPal's.
/// </summary>
internal static class Answers
{
    public static async Task<Exchange> ReadAsync(HttpResponseMessage response, int maxBytes, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400) return Exchange.Lost($"redirect-{status}", "The channel's host redirects; nobody follows.");
        if (await ReadBytesAsync(response.Content, maxBytes, cancellationToken) is not { } bytes)
            return Exchange.Lost("too-large", $"The answer is longer than {maxBytes} bytes.");
        if (status >= 500) return Exchange.Lost($"http-{status}", "The channel failed.");
        if (status < 200) return Exchange.Lost($"http-{status}", "No answer that HTTP ends with.");
        if (bytes.Length == 0 && status < 300) return new() { Status = status };
        if (Parse(bytes) is not { ValueKind: JsonValueKind.Object } body)
        {
            // These two say by their status alone that nothing was carried out.
            if (status is 401 or 429) return new() { Status = status, RetryAfter = RetryAfter(response) };
            return Exchange.Lost(status < 300 ? "garbage" : $"http-{status}", $"HTTP {status} with what is no JSON object.");
        }

        return new() { Status = status, Body = body, RetryAfter = RetryAfter(response) };
    }

    /// <summary>What a failed send proves: only a connection that never came about proves that nothing was sent.</summary>
    public static ChannelFault Trouble(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError =>
            new(FaultStage.BeforeSend, FaultBlame.Network, exception.HttpRequestError.ToString(), "No connection came about."),
        var error => new(FaultStage.AfterSend, FaultBlame.Network, error.ToString(), "The connection broke before the answer was there."),
    };

    public static async Task<byte[]?> ReadBytesAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > maxBytes) return null;
        using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (kept.Length + read > maxBytes) return null;
            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }

    private static JsonElement? Parse(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, JsonReading.Strict);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter?.Delta is { } delta && delta > TimeSpan.Zero && delta <= TimeSpan.FromHours(1) ? delta : null;
}
