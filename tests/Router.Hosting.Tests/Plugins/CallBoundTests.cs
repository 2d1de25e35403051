using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Channels;
using Router.Hosting.Channels;
using Router.TestKit;

namespace Router.Hosting.Tests.Plugins;

/// What the engine has given up does not leave through the client that it lends.
public sealed class CallBoundTests : IDisposable
{
    private readonly Wire _wire = new();
    private readonly ManualTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly HttpClient _http;
    private readonly ChannelCaller _caller;

    public CallBoundTests()
    {
        _http = new(new CallBound(_time, _wire));
        _caller = new(new OneLease(), new AccountGates(_time), _time, new PluginThreads());
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_call_sends_while_its_deadline_runs()
    {
        var end = await CallAsync(async () => (int)(await _http.GetAsync("http://pay.example/")).StatusCode);
        end.Answer.Should().Be(200);
        _wire.Sent.Should().Be(1);
    }

    [Fact]
    public async Task A_call_that_ignores_its_cancellation_cannot_send_after_its_deadline()
    {
        var goOn = new TaskCompletionSource();
        var sending = new TaskCompletionSource<Exception?>();
        var begun = new TaskCompletionSource();
        var calling = CallAsync(async () =>
        {
            begun.SetResult();
            await goOn.Task;
            sending.SetResult(await Thrown(() => _http.GetAsync("http://pay.example/", CancellationToken.None)));
            return 1;
        });
        await begun.Task;
        _time.AdvanceTo(_time.GetUtcNow().AddSeconds(8));
        (await calling).Code.Should().Be("timeout");
        goOn.SetResult();
        (await sending.Task).Should().BeOfType<HttpRequestException>();
        _wire.Sent.Should().Be(0);
    }

    [Fact]
    public async Task What_is_being_sent_when_the_deadline_comes_is_broken_off()
    {
        _wire.Hangs = true;
        var sending = new TaskCompletionSource<Exception?>();
        var calling = CallAsync(async () =>
        {
            sending.SetResult(await Thrown(() => _http.GetAsync("http://pay.example/", CancellationToken.None)));
            return 1;
        });
        await _wire.Begun.Task;
        _time.AdvanceTo(_time.GetUtcNow().AddSeconds(8));
        (await calling).HasReturned.Should().BeFalse();
        (await sending.Task).Should().BeAssignableTo<OperationCanceledException>();
    }

    [Fact]
    public async Task What_a_call_left_running_cannot_send_after_its_answer()
    {
        var goOn = new TaskCompletionSource();
        Task<Exception?>? later = null;
        var end = await CallAsync(() =>
        {
            later = AfterAsync();
            return Task.FromResult(1);
        });
        end.Answer.Should().Be(1);
        goOn.SetResult();
        (await later!).Should().BeOfType<HttpRequestException>();
        _wire.Sent.Should().Be(0);

        async Task<Exception?> AfterAsync()
        {
            await goOn.Task;
            return await Thrown(() => _http.GetAsync("http://pay.example/", CancellationToken.None));
        }
    }

    private Task<CallEnd<int>> CallAsync(Func<Task<int>> call) => _caller.CallAsync(
        new MerchantAccount { Id = "a", ChannelId = "rogue", MerchantId = "1" }, CallClass.Pay, _time.GetUtcNow().AddSeconds(5), (_, _) => call());

    private static async Task<Exception?> Thrown(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private sealed class Wire : HttpMessageHandler
    {
        public int Sent { get; private set; }
        public bool Hangs { get; set; }
        public TaskCompletionSource Begun { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent++;
            Begun.TrySetResult();
            if (Hangs) await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return new(System.Net.HttpStatusCode.OK);
        }
    }
}
