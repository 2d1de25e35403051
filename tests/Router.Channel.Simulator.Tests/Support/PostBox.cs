using Router.Abstractions;

namespace Router.Channel.Simulator.Tests.Support;

// Stands at the notify URL and keeps what arrives.
internal sealed class PostBox : HttpMessageHandler
{
    internal List<InboundNotification> Letters { get; } = [];

    // What to answer; null: the connection is refused.
    internal Func<int, int?> Answer { get; set; } = _ => 200;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var stream = request.Content!.ReadAsStream(cancellationToken);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var headers = request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value));
        Letters.Add(new InboundNotification(copy.ToArray(), headers, ""));
        if (Answer(Letters.Count) is not { } status) throw new HttpRequestException("refused");
        return Task.FromResult(new HttpResponseMessage((System.Net.HttpStatusCode)status));
    }
}
