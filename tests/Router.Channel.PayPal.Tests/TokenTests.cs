using Router.Abstractions;
using Router.Channel.PayPal.Tests.Support;

namespace Router.Channel.PayPal.Tests;

public sealed class TokenTests
{
    private const string Order = """{"id":"O1","intent":"CAPTURE","status":"APPROVED","purchase_units":[{"reference_id":"t000000000000001"}],"links":[]}""";

    [Fact]
    public async Task A_token_is_kept_until_a_minute_before_its_end()
    {
        var wire = Answering();
        await using var shop = Shop.At(wire);
        var request = Known(shop);
        await shop.QueryAsync(request);
        shop.Time.Advance(TimeSpan.FromSeconds(32400 - 61));
        await shop.QueryAsync(request);
        wire.TokensGiven.Should().Be(1);
        shop.Time.Advance(TimeSpan.FromSeconds(1));
        await shop.QueryAsync(request);
        wire.TokensGiven.Should().Be(2);
        wire.Sent[^1].Token.Should().Be("token-2");
    }

    [Fact]
    public async Task Many_calls_at_once_fetch_one_token()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.Channel.PayAsync(shop.NewRequest(), default)));
        shop.Simulator.Requests.Count(r => r.Target == "/v1/oauth2/token").Should().Be(1);
    }

    [Fact]
    public async Task A_refused_token_is_replaced_once_and_the_same_bytes_go_out_again()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        await shop.CreateAsync();
        shop.Simulator.ForgetTokens();
        var before = shop.Simulator.Requests.Count;
        await shop.CreateAsync();
        var sent = shop.Simulator.Requests.Skip(before).ToList();
        sent.Select(r => r.Target).Should().Equal("/v2/checkout/orders", "/v1/oauth2/token", "/v2/checkout/orders");
        sent[2].Body.Should().Equal(sent[0].Body);
        sent[2].Headers["paypal-request-id"].Should().Be(sent[0].Headers["paypal-request-id"]);
    }

    [Theory]
    [InlineData("""{"error":"invalid_token"}""")]
    [InlineData("")]
    [InlineData("<html>")]
    public async Task A_token_refused_twice_is_our_doing_and_is_not_tried_a_third_time(string body)
    {
        var wire = new ScriptedWire(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Json(401, body));
        await using var shop = Shop.At(wire);
        var result = await shop.Channel.PayAsync(shop.NewRequest(), default);
        (result.Outcome, result.Fault!.Blame).Should().Be((PayOutcome.Declined, FaultBlame.Us));
        wire.Sent.Count(s => s.Target == "/v2/checkout/orders").Should().Be(2);
        wire.TokensGiven.Should().Be(2);
        (await shop.ContinueAsync(Known(shop))).Outcome.Should().Be(PayOutcome.Unknown, "a refused capture can be taken later");
    }

    [Fact]
    public async Task A_repeat_with_a_fresh_token_that_finds_no_connection_was_sent_before_all_the_same()
    {
        var sent = 0;
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null
            : ++sent % 2 == 1 ? ScriptedWire.Json(401, "{}") : throw new HttpRequestException(HttpRequestError.ConnectionError)));
        (await shop.ContinueAsync(Known(shop))).Outcome.Should().Be(PayOutcome.Unknown);
        (await shop.Channel.PayAsync(shop.NewRequest(), default)).Outcome.Should().Be(PayOutcome.Declined);
    }

    [Fact]
    public async Task Twenty_calls_whose_token_is_refused_replace_it_once()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        await shop.CreateAsync();
        shop.Simulator.ForgetTokens();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.Channel.PayAsync(shop.NewRequest(), default)));
        shop.Simulator.Requests.Count(r => r.Target == "/v1/oauth2/token").Should().Be(2);
    }

    [Theory]
    [InlineData(401, """{"error":"invalid_client","error_description":"no"}""", FaultBlame.Us)]
    [InlineData(429, """{"name":"RATE_LIMIT_REACHED"}""", FaultBlame.Channel)]
    [InlineData(503, "", FaultBlame.Channel)]
    [InlineData(302, "", FaultBlame.Channel)]
    [InlineData(200, "{}", FaultBlame.Channel)]
    [InlineData(200, """{"access_token":"a b","expires_in":10}""", FaultBlame.Channel)]
    [InlineData(200, """{"access_token":"abc","expires_in":-1}""", FaultBlame.Channel)]
    [InlineData(200, "garbage", FaultBlame.Channel)]
    public async Task Without_a_token_nothing_is_sent(int status, string body, FaultBlame blame)
    {
        var wire = new ScriptedWire(_ => ScriptedWire.Json(status, body));
        await using var shop = Shop.At(wire);
        var request = shop.NewRequest();
        var result = await shop.Channel.PayAsync(request, default);
        (result.Outcome, result.Fault!.Stage, result.Fault.Blame).Should().Be((PayOutcome.NotSent, FaultStage.BeforeSend, blame));
        (await shop.Channel.RefundAsync(shop.NewRefund(request, "C1", request.Amount), default)).Outcome.Should().Be(RefundOutcome.NotSent);
        wire.Sent.Should().OnlyContain(s => s.Target == "/v1/oauth2/token");
    }

    [Fact]
    public async Task D18_neither_token_nor_secret_is_ever_seen()
    {
        var wire = new ScriptedWire(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Refusal(422, "TOKEN_GONE"));
        await using var shop = Shop.At(wire);
        var result = await shop.Channel.PayAsync(shop.NewRequest(), default);
        var trace = shop.Channel.Trace(new("POST", "/x", "{}", Shop.Start, "n"));
        var seen = string.Join('\n', [.. shop.Host.Lines, result.ToString(), trace.ToString()]);
        seen.Should().NotContain("token-1").And.NotContain("the-secret");
    }

    [Theory]
    [InlineData(404, "RESOURCE_NOT_FOUND", null)]
    [InlineData(404, "SOMETHING_ELSE", FaultBlame.Channel)]
    [InlineData(403, "NOT_AUTHORIZED", FaultBlame.Us)]
    [InlineData(401, "AUTHENTICATION_FAILURE", FaultBlame.Us)]
    [InlineData(429, "RATE_LIMIT_REACHED", FaultBlame.Channel)]
    [InlineData(500, "INTERNAL_SERVER_ERROR", FaultBlame.Channel)]
    public async Task A_probe_asks_for_an_order_that_cannot_be(int status, string name, FaultBlame? blame)
    {
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Json(status, $$"""{"name":"{{name}}"}""")));
        ((await shop.Channel.ProbeAsync(default))?.Blame).Should().Be(blame);
    }

    [Fact]
    public async Task A_probe_without_a_token_says_whose_doing_it_is()
    {
        await using var shop = Shop.At(new(_ => ScriptedWire.Json(401, """{"error":"invalid_client"}""")));
        (await shop.Channel.ProbeAsync(default))!.Blame.Should().Be(FaultBlame.Us);
    }

    private static ScriptedWire Answering() => new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Json(200, Order));

    private static PayRequest Known(Shop shop) => shop.NewRequest() with { AttemptNumber = "t000000000000001", State = new(1, """{"order":"O1"}""") };
}
