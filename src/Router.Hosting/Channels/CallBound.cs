using Router.Core.Channels;

namespace Router.Hosting.Channels;

/// <summary>
/// Sends nothing for a call that is over, and breaks off what it is still sending: what the engine has given up, it asks about, and soon
/// believes a "not found". What runs outside of any call, as in Open, is not bound.
/// </summary>
internal sealed class CallBound(TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (PluginCall.Current is not { } call) return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        using var either = Begin(call, cancellationToken);
        return await base.SendAsync(request, either.Token).ConfigureAwait(false);
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (PluginCall.Current is not { } call) return base.Send(request, cancellationToken);
        using var either = Begin(call, cancellationToken);
        return base.Send(request, either.Token);
    }

    private CancellationTokenSource Begin(PluginCall call, CancellationToken cancellationToken)
    {
        if (call.IsOverAt(time.GetUtcNow())) throw new HttpRequestException("The call that this request belongs to is over: nothing was sent.");
        call.Sends();

        // Cancelled at once where the call has ended since.
        return CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.Over);
    }
}
