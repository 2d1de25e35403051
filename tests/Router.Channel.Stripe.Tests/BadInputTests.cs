using System.Text;
using Router.Abstractions;
using Router.Channel.Stripe.Tests.Bench;

namespace Router.Channel.Stripe.Tests;

/// <summary>Answers that are not to be believed: each ends in a named fault, and none in "paid".</summary>
public class BadInputTests
{
    private static readonly string s_id = """{ "intent": "pi_1" }""";

    public static TheoryData<string, int, string> Answers => new()
    {
        { "redirect", 301, "" },
        { "redirect", 302, "" },
        { "redirect", 307, Desk.Intent("succeeded") },
        { "redirect", 308, "" },
        { "http-201", 201, Desk.Intent("succeeded") },
        { "http-204", 204, "" },
        { "http-500", 500, Desk.Intent("succeeded") },
        { "http-502", 502, "<html>" },
        { "http-418", 418, Desk.Intent("succeeded") },
        { "http-400", 400, """{ "error": "no" }""" },
        { "garbage", 200, "" },
        { "garbage", 200, "succeeded" },
        { "garbage", 200, "[]" },
        { "garbage", 200, Desk.Intent("succeeded")[..^5] },
        { "garbage", 200, """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>""" },
        { "garbage", 200, new string('[', 5_000) },
        { "too-long", 200, $$"""{ "pad": "{{new string('x', 1 << 20)}}" }""" },
        { "not-an-intent", 200, "{}" },
        { "not-an-intent", 200, Desk.RefundOf("succeeded") },
        { "not-an-intent", 200, Desk.Intent("succeeded", metadata: "{}") },
        { "not-an-intent", 200, Desk.Intent("succeeded", metadata: "null") },
        { "not-an-intent", 200, Desk.Intent("succeeded", livemode: true) },
        { "not-an-intent", 200, Desk.Intent("succeeded", id: "ch_1") },
        { "not-an-intent", 200, Desk.Intent("succeeded", attempt: "\\ud800ATTEMPT1") },
        { "not-an-intent", 200, Desk.Intent("succeeded", id: "pi_\\udc00") },
        { "not-an-intent", 200, Desk.Intent("succeeded").Replace("\"object\"", "\"objec\\ud800\"", StringComparison.Ordinal) },
        { "no-status", 200, Desk.Intent("\\ud800") },
        { "other-intent", 200, Desk.Intent("succeeded", attempt: "ATTEMPT2") },
        { "other-intent", 200, Desk.Intent("succeeded", id: "pi_2") },
    };

    [Theory, MemberData(nameof(Answers))]
    public async Task A_confirmation_answered_so_is_Unknown(string code, int status, string body)
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.Intent("requires_confirmation")).Answer(status, body, ("Location", "http://127.0.0.2:9/elsewhere"));

        var result = await desk.Channel.PayAsync(desk.Pay(), default);

        (result.Outcome, result.Fault!.RawCode).Should().Be((PayOutcome.Unknown, code == "no-status" ? "" : code));
        desk.Wire.Asked.Should().HaveCount(2, "nothing is followed and nothing is sent again");
        result.State!.Value.Should().Contain("pi_1");
    }

    [Theory, MemberData(nameof(Answers))]
    public async Task A_query_answered_so_is_Unknown(string code, int status, string body)
    {
        var desk = new Desk();
        desk.Wire.Answer(status, body);

        var result = await desk.Channel.QueryAsync(Desk.Query(desk.Pay(), new(1, s_id)), default);

        (result.Status, result.Fault!.RawCode).Should().Be((AttemptStatus.Unknown, code));
    }

    [Theory, MemberData(nameof(Answers))]
    public async Task A_close_answered_so_is_Unknown(string code, int status, string body)
    {
        var desk = new Desk();
        desk.Wire.Answer(status, body.Replace("succeeded", "canceled", StringComparison.Ordinal));

        var result = await desk.Channel.CloseAsync(Desk.Close(desk.Pay(), new(1, s_id)), default);

        (result.Outcome, result.Fault!.RawCode).Should().Be((CloseOutcome.Unknown, code == "no-status" ? "" : code));
    }

    [Fact]
    public async Task A_body_without_a_length_is_read_no_further_than_allowed()
    {
        var desk = new Desk();
        desk.Wire.Answer(200, "");
        var endless = new Endless();
        var host = new StripeHost(new Streaming(endless), desk.Time, new Dictionary<string, string> { ["key"] = Desk.Key, ["hook"] = Desk.Webhook, ["old"] = Desk.OldWebhook });
        var channel = new StripePlugin().Open(desk.Account, host);

        var result = await channel.QueryAsync(Desk.Query(desk.Pay(), new(1, s_id)), default);

        result.Fault!.RawCode.Should().Be("too-long");
        endless.BytesRead.Should().BeLessThan(2 << 20);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_garbage()
    {
        var desk = new Desk();
        var host = new StripeHost(
            new Streaming(new MemoryStream([(byte)'{', (byte)'"', 0xFF, 0xFE, 0xC0, (byte)'"', (byte)':', (byte)'1', (byte)'}'])), desk.Time,
            new Dictionary<string, string> { ["key"] = Desk.Key, ["hook"] = Desk.Webhook, ["old"] = Desk.OldWebhook });

        var result = await new StripePlugin().Open(desk.Account, host).QueryAsync(Desk.Query(desk.Pay(), new(1, s_id)), default);

        result.Status.Should().Be(AttemptStatus.Unknown);
    }

    [Fact]
    public async Task A_connection_that_breaks_within_the_answer_is_Unknown()
    {
        var desk = new Desk();
        var host = new StripeHost(new Streaming(new Broken()), desk.Time, new Dictionary<string, string> { ["key"] = Desk.Key, ["hook"] = Desk.Webhook, ["old"] = Desk.OldWebhook });

        var result = await new StripePlugin().Open(desk.Account, host).PayAsync(desk.Pay(), default);

        (result.Outcome, result.Fault!.RawCode).Should().Be((PayOutcome.Unknown, "network"));
    }

    private sealed class Streaming(Stream body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StreamContent(body) });
    }

    private sealed class Broken : MemoryStream
    {
        public Broken() => Write(Encoding.UTF8.GetBytes("{"), 0, 1);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("reset");
    }

    private sealed class Endless : Stream
    {
        public long BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            BytesRead += count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            BytesRead += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
