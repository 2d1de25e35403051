using Microsoft.Extensions.DependencyInjection;
using Router.Core.Store;
using Router.Hosting.Channels;

namespace Router.Host.Tests.Api;

/// <summary>A channel that repeats its message about an order which has left the store.</summary>
public sealed class ArchivedNotificationTests : IAsyncLifetime
{
    private readonly Letters _letters = new();
    private readonly ApiHost _host;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("router-letters-");

    public ArchivedNotificationTests() => _host = new() { Change = services => services.AddSingleton<IChannelHttp>(_letters) };

    public Task InitializeAsync() => _host.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_true_notification_about_an_archived_order_is_not_acknowledged_and_raises_its_alarm()
    {
        var paid = await _host.PayAsync(Order.Body(), prefer: "wait=20");
        paid.ShouldBe(201)["state"].Should().Be("succeeded");
        var letter = await _letters.First.WaitAsync(TimeSpan.FromSeconds(30));
        (await AgainAsync(letter)).ShouldBe(200);
        (await AlarmsAsync()).Should().NotContain("unknown-notification");

        var archive = new ArchiveRequest(Path.Combine(_folder.FullName, "old.jsonl"), DateTimeOffset.MaxValue, _ => true);
        while ((await ((IStoreUpkeep)_host.Store).ArchiveAsync(archive)).Archived == 0) await Task.Yield();
        (await AgainAsync(letter)).ShouldBe(500)["code"].Should().Be("280503");
        (await AlarmsAsync()).Should().Contain("unknown-notification").And.Contain("archived");
    }

    private async Task<string> AlarmsAsync() => (await _host.GetAsync("/ops/v1/alarms")).ShouldBe(200).Text;

    private async Task<ApiReply> AgainAsync(Letter letter)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, letter.To) { Content = new ByteArrayContent(letter.Body) };
        foreach (var (name, value) in letter.Headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _host.Client.SendAsync(request);
        return await ApiReply.ReadAsync(answer);
    }

    private sealed record Letter(Uri To, byte[] Body, IReadOnlyList<(string Name, string Value)> Headers);

    // Keeps the first message that the channel posts, and lets it pass.
    private sealed class Letters : IChannelHttp
    {
        private readonly TaskCompletionSource<Letter> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Letter> First => _first.Task;

        public HttpMessageHandler CreateHandler() => new Handler(_first) { InnerHandler = new SocketsHttpHandler() };

        private sealed class Handler(TaskCompletionSource<Letter> first) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
                first.TrySetResult(new(request.RequestUri!, body, [.. request.Headers.Select(h => (h.Key, h.Value.First()))]));
                return await base.SendAsync(request, cancellationToken);
            }
        }
    }
}
