using System.Net;
using System.Text;

namespace Router.Channel.PayPal.Tests.Support;

/// <summary>Answers what the test wants, without a network; gives tokens by itself.</summary>
internal sealed class ScriptedWire(Func<HttpRequestMessage, HttpResponseMessage?> answer) : HttpMessageHandler
{
    public List<(string Method, string Target, string Body, string? RequestId, string? Token)> Sent { get; } = [];

    public int TokensGiven { get; private set; }

    public static HttpResponseMessage Json(int status, string body) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Refusal(int status, string issue, string name = "UNPROCESSABLE_ENTITY") =>
        Json(status, $$"""{"name":"{{name}}","message":"no","debug_id":"1","details":[{"issue":"{{issue}}","description":"because"}]}""");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var id = request.Headers.TryGetValues("PayPal-Request-Id", out var ids) ? ids.Single() : null;
        Sent.Add((request.Method.Method, request.RequestUri!.PathAndQuery, body, id, request.Headers.Authorization?.Parameter));
        var scripted = answer(request);
        if (scripted is not null) return scripted;
        if (request.RequestUri.AbsolutePath != "/v1/oauth2/token") throw new InvalidOperationException($"Nobody expected {request.RequestUri}.");
        return Json(200, $$"""{"access_token":"token-{{++TokensGiven}}","token_type":"Bearer","expires_in":32400}""");
    }
}
