using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Host.Cli;

namespace Router.Host.Client;

/// <summary>Talks to a running router. Whatever is no good answer ends the command with a message.</summary>
internal sealed class RouterClient(Uri url, string? opsKey) : IDisposable
{
    // Above the longest wait (60 s) and the longest budget of attempts (120 s) together.
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(200);

    // A proxy of the environment is no way to this machine.
    private readonly HttpClient _http = new(new HttpClientHandler { UseProxy = !url.IsLoopback }) { BaseAddress = url, Timeout = s_timeout };

    public Task<JsonNode> GetAsync(string path, int wait = 0) => SendAsync(HttpMethod.Get, path, wait: wait);

    public Task<JsonNode> PostAsync(string path, JsonNode? body = null, string? idempotencyKey = null, int wait = 0) =>
        SendAsync(HttpMethod.Post, path, body, idempotencyKey, wait);

    public async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonNode? body = null, string? idempotencyKey = null, int wait = 0)
    {
        using var request = new HttpRequestMessage(method, path.TrimStart('/'));
        if (opsKey is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", opsKey);
        if (idempotencyKey is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        if (wait > 0) request.Headers.TryAddWithoutValidation("Prefer", string.Create(CultureInfo.InvariantCulture, $"wait={wait}"));
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        try
        {
            using var answer = await _http.SendAsync(request);
            return Read(await answer.Content.ReadAsStringAsync(), answer);
        }
        catch (HttpRequestException error)
        {
            throw new CliException($"No router answers at {url}: {error.Message}{Environment.NewLine}Start one with 'router serve', or name another with --url.");
        }
        catch (TaskCanceledException)
        {
            throw new CliException($"The router at {url} did not answer within {s_timeout.TotalSeconds:0} seconds. Ask for the state before you repeat.");
        }
    }

    public void Dispose() => _http.Dispose();

    private JsonNode Read(string text, HttpResponseMessage answer)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonObject node)
                return answer.IsSuccessStatusCode ? node : throw new ProblemException(node);
        }
        catch (JsonException)
        {
            // Told below: whatever answers there is no router.
        }

        throw new CliException($"What answers at {url} is no router: status {(int)answer.StatusCode} and no JSON. Name the router's address with --url.");
    }
}
