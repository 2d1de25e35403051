using System.Net;
using System.Text;

namespace Router.Channel.Stripe.Tests.Bench;

/// <summary>Answers requests from a script, in order, and keeps what was asked.</summary>
internal sealed class Scripted : HttpMessageHandler
{
    private readonly Queue<Func<HttpResponseMessage>> _answers = new();

    public List<(string Method, string Target, string Body, Dictionary<string, string> Headers)> Asked { get; } = [];

    public Scripted Answer(int status, string json, params (string Name, string Value)[] headers)
    {
        _answers.Enqueue(() =>
        {
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
            foreach (var (name, value) in headers) response.Headers.TryAddWithoutValidation(name, value);
            return response;
        });
        return this;
    }

    public Scripted Throw(Exception exception)
    {
        _answers.Enqueue(() => throw exception);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Asked.Add((request.Method.Method, request.RequestUri!.PathAndQuery, body, request.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value))));
        return _answers.TryDequeue(out var answer) ? answer() : throw new InvalidOperationException($"The script has no answer to {request.Method} {request.RequestUri}.");
    }
}
