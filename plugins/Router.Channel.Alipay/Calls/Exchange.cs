using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Router.Abstractions;

namespace Router.Channel.Alipay.Calls;

/// <summary>One HTTP round trip. It sorts what went wrong into "cannot have been sent" and "cannot be told".</summary>
internal sealed class Exchange(HttpClient http)
{
    private const int MostBytes = 1024 * 1024;

    /// <returns>The body of a 200, or why there is none.</returns>
    public Task<(byte[]? Body, Answer? Failure)> PostAsync(Uri address, string form, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(form));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded", "utf-8");
        return SendAsync(new(HttpMethod.Post, address) { Content = content }, MostBytes, cancellationToken);
    }

    public Task<(byte[]? Body, Answer? Failure)> GetAsync(Uri address, int mostBytes, CancellationToken cancellationToken) =>
        SendAsync(new(HttpMethod.Get, address), mostBytes, cancellationToken);

    private async Task<(byte[]? Body, Answer? Failure)> SendAsync(HttpRequestMessage message, int mostBytes, CancellationToken cancellationToken)
    {
        using var request = message;
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var status = (int)response.StatusCode;
            if (status is >= 300 and < 400) return (null, Answer.Unproved("REDIRECT", $"Alipay's address answered {status}; redirects are not followed."));
            if (response.StatusCode != HttpStatusCode.OK) return (null, Answer.Unproved($"HTTP_{status}", $"HTTP status {status}."));
            var body = await BoundedBody.ReadAsync(response.Content, mostBytes, cancellationToken);
            return body is null ? (null, Answer.Unproved("TOO_LONG", $"The answer is longer than {mostBytes} bytes.")) : (body, null);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is
            HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return (null, Answer.NotSent(exception.HttpRequestError.ToString(), "No connection to Alipay."));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return (null, Answer.Unproved("NETWORK", $"The connection broke: {exception.GetType().Name}."));
        }
    }
}
