namespace Router.Channel.PayPal.Http;

/// <summary>One call of the API.</summary>
/// <param name="Method">GET, POST or PATCH.</param>
/// <param name="Path">Path and query after the API's address.</param>
/// <param name="Body">The exact bytes; null for a GET.</param>
/// <param name="RequestId">PayPal-Request-Id: the same id asked twice is one request.</param>
/// <param name="MaxBytes">The longest answer that is read.</param>
internal sealed record ApiRequest(HttpMethod Method, string Path, byte[]? Body = null, string? RequestId = null, int MaxBytes = 1 << 20)
{
    public static ApiRequest Get(string path, int maxBytes = 1 << 20) => new(HttpMethod.Get, path, MaxBytes: maxBytes);

    public static ApiRequest Post(string path, byte[] body, string requestId) => new(HttpMethod.Post, path, body, requestId);

    /// <summary>An id of PayPal's as a part of a path.</summary>
    public static string Part(string id) => Uri.EscapeDataString(id);
}
