using System.Net;
using System.Text;
using Router.Abstractions;
using Router.Core.Notifications;
using Router.Hosting.Channels;

namespace Router.Host.Demo;

/// <summary>The network of the demo: what a channel posts to /notify/{channel}/{account} goes straight into the engine.</summary>
internal sealed class InProcessHttp(Func<NotificationIntake> intake) : IChannelHttp
{
    private int _disposed;

    /// <summary>How many handlers, and so channel instances, have gone.</summary>
    public int Disposed => Volatile.Read(ref _disposed);

    public long Delivered { get; private set; }

    public HttpMessageHandler CreateHandler() => new Handler(this);

    private sealed class Handler(InProcessHttp owner) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.Segments;
            var headers = request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => string.Join(", ", h.Value));
            using var body = new MemoryStream();
            request.Content!.CopyTo(body, null, cancellationToken);
            var taking = owner.Intake(path[^2].TrimEnd('/'), path[^1], new InboundNotification(body.ToArray(), headers, ""));

            // HttpClient leaves the world for the thread pool when it has to wait, so it never waits here: not taken at once is refused, and
            // the channel sends it again.
            var reply = taking.IsCompletedSuccessfully ? taking.Result.Reply : null;
            return Task.FromResult(new HttpResponseMessage((HttpStatusCode)(reply?.StatusCode ?? 503))
            {
                Content = new StringContent(reply?.Body ?? "", Encoding.UTF8),
            });
        }

        protected override void Dispose(bool disposing)
        {
            Interlocked.Increment(ref owner._disposed);
            base.Dispose(disposing);
        }
    }

    private Task<NotificationAnswer> Intake(string channel, string account, InboundNotification notification)
    {
        Delivered++;
        return intake().ReceiveAsync(channel, account, notification);
    }
}
