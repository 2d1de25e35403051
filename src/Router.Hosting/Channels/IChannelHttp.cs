namespace Router.Hosting.Channels;

/// <summary>Makes the HTTP side that a channel instance is lent.</summary>
public interface IChannelHttp
{
    /// <summary>A handler of this instance's own; the host disposes it.</summary>
    HttpMessageHandler CreateHandler();
}

internal sealed class ChannelHttp : IChannelHttp
{
    public HttpMessageHandler CreateHandler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 64,
    };
}
