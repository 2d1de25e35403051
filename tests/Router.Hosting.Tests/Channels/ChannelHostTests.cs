using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Router.Hosting.Channels;

namespace Router.Hosting.Tests.Channels;

public sealed class ChannelHostTests
{
    private const int Bound = 64 * 1024 * 1024;

    [Fact]
    public async Task An_answer_of_the_greatest_size_is_read_and_one_byte_more_fails_the_call()
    {
        (await ReadAsync(Bound)).Should().Be(Bound);
        var read = () => ReadAsync(Bound + 1);
        await read.Should().ThrowAsync<HttpRequestException>();
    }

    private static async Task<int> ReadAsync(int bytes)
    {
        using var host = new ChannelHost(null!, null!, new Http(bytes), TimeProvider.System, null!, null!, NullLogger.Instance);
        return (await host.Http.GetByteArrayAsync("http://channel.example/bill")).Length;
    }

    private sealed class Http(int bytes) : HttpMessageHandler, IChannelHttp
    {
        public HttpMessageHandler CreateHandler() => this;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new Zeros(bytes) });
    }

    // It does not say how long it is.
    private sealed class Zeros(int bytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var part = new byte[64 * 1024];
            for (var left = bytes; left > 0; left -= part.Length) await stream.WriteAsync(part.AsMemory(0, Math.Min(left, part.Length)));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
