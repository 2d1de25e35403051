using Router.Abstractions;
using Router.Channel.PayPal.Tests.Support;

namespace Router.Channel.PayPal.Tests;

/// <summary>What a channel's host may answer by mistake or by malice: each ends in a named fault, and none in "paid".</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData(301, "redirect-301")]
    [InlineData(302, "redirect-302")]
    [InlineData(307, "redirect-307")]
    [InlineData(308, "redirect-308")]
    public async Task A_redirect_from_the_channels_host_is_not_followed(int status, string code)
    {
        var wire = new ScriptedWire(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token"
            ? null
            : new((System.Net.HttpStatusCode)status) { Headers = { Location = new("https://evil.example/v2/checkout/orders") } });
        await using var shop = Shop.At(wire);
        var result = await shop.Channel.PayAsync(shop.NewRequest(), default);
        (result.Outcome, result.Fault!.RawCode).Should().Be((PayOutcome.Unknown, code));
        wire.Sent.Should().HaveCount(2);
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_cut_off()
    {
        await using var shop = Shop.At(Answering(200, "{\"id\":\"O1\",\"x\":\"" + new string('a', 2 << 20) + "\"}"));
        await EverythingIsUnknown(shop, "too-large");
    }

    [Theory]
    [InlineData(200, "", "no-order")]
    [InlineData(200, "<html>paid</html>", "garbage")]
    [InlineData(200, "{\"id\":\"O1\",", "garbage")]
    [InlineData(200, "\"COMPLETED\"", "garbage")]
    [InlineData(200, "{\"id\":\"O1\",\"id\":\"O1\"}", "garbage")]
    [InlineData(200, "{\"id\":\"\\ud800\",\"status\":\"COMPLETED\"}", "no-order")]
    [InlineData(400, "<html>", "http-400")]
    [InlineData(403, "Access denied by the edge", "http-403")]
    [InlineData(404, "", "http-404")]
    [InlineData(500, """{"name":"INTERNAL_SERVER_ERROR"}""", "http-500")]
    [InlineData(503, "", "http-503")]
    public async Task A_truncated_or_foreign_answer_is_Unknown(int status, string body, string code)
    {
        await using var shop = Shop.At(Answering(status, body));
        await EverythingIsUnknown(shop, code);
    }

    [Fact]
    public async Task D9_a_timeout_is_Unknown_and_never_failed()
    {
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : throw new HttpRequestException(HttpRequestError.ResponseEnded)));
        await EverythingIsUnknown(shop, "ResponseEnded");
    }

    [Fact]
    public async Task D13_nothing_is_retried()
    {
        var wire = new ScriptedWire(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : throw new IOException("reset"));
        await using var shop = Shop.At(wire);
        await shop.Channel.PayAsync(shop.NewRequest(), default);
        wire.Sent.Count(s => s.Target == "/v2/checkout/orders").Should().Be(1);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public async Task A_connection_that_never_came_about_is_NotSent(HttpRequestError error)
    {
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : throw new HttpRequestException(error)));
        var request = shop.NewRequest();
        var result = await shop.Channel.PayAsync(request, default);
        (result.Outcome, result.Fault!.Blame).Should().Be((PayOutcome.NotSent, FaultBlame.Network));
        (await shop.Channel.RefundAsync(shop.NewRefund(request, "C1", request.Amount), default)).Outcome.Should().Be(RefundOutcome.NotSent);
        (await shop.ContinueAsync(request with { State = new(1, """{"order":"O1"}""") })).Outcome.Should().Be(PayOutcome.NotSent);
    }

    [Fact]
    public async Task A_cancelled_call_ends_and_is_not_hidden()
    {
        await using var shop = Shop.At(Answering(200, "{}"));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var pay = () => shop.Channel.PayAsync(shop.NewRequest(), cancelled.Token);
        await pay.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task D12_a_buyers_return_is_no_proof()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var (request, _) = await shop.CreateAsync();
        var returned = Shop.Step(request) with { Code = "token=O1&PayerID=BUYER" };
        (await shop.Channel.ContinueAsync(returned, default)).Outcome.Should().Be(PayOutcome.Pending);
        (await shop.QueryAsync(request)).Should().Match<QueryResult>(r => r.Status == AttemptStatus.Pending && !r.ReadyToContinue);
    }

    private static ScriptedWire Answering(int status, string body) => new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Json(status, body));

    private static async Task EverythingIsUnknown(Shop shop, string code)
    {
        var request = shop.NewRequest() with { State = new(1, """{"order":"O1"}""") };
        var hold = request with { Method = Methods.Authorize, State = new(1, """{"order":"O1","authorization":"A1"}""") };
        var pay = await shop.Channel.PayAsync(request, default);
        (pay.Outcome, pay.Fault!.RawCode).Should().Be((PayOutcome.Unknown, code));
        (await shop.ContinueAsync(request)).Outcome.Should().Be(PayOutcome.Unknown);
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.Unknown);
        (await shop.CloseAsync(request)).Outcome.Should().Be(CloseOutcome.Unknown);
        (await shop.Channel.CaptureAsync(new(hold, "capture0000001", hold.Amount, hold.State), default)).Outcome.Should().Be(PayOutcome.Unknown);
        (await shop.Channel.RefundAsync(shop.NewRefund(request, "C1", request.Amount), default)).Outcome.Should().Be(RefundOutcome.Unknown);
        (await shop.Channel.QueryRefundAsync(new() { Refund = shop.NewRefund(request, "C1", request.Amount) }, default)).Outcome.Should().Be(RefundOutcome.Unknown);
    }
}
