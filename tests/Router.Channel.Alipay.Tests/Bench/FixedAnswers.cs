using System.Net;

namespace Router.Channel.Alipay.Tests.Bench;

/// <summary>Answers every request alike, or fails as told.</summary>
internal sealed class FixedAnswers(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    private int _count;

    public int Count => _count;

    public static FixedAnswers Of(byte[] body) => new(_ => new(HttpStatusCode.OK) { Content = new ByteArrayContent(body) });

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _count);
        return Task.FromResult(answer(request));
    }
}
