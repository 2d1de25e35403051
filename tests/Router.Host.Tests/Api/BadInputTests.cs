using System.Text.Json.Nodes;

namespace Router.Host.Tests.Api;

public sealed class BadInputTests(ApiHost host) : IClassFixture<ApiHost>
{
    public static TheoryData<string, string, string?> Malformed => new()
    {
        { "", "280003", null },
        { "   ", "280003", null },
        { "null", "280003", null },
        { "[]", "280003", null },
        { "\"text\"", "280003", null },
        { "{", "280003", null },
        { "{ \"merchant\": \"shop\", }", "280003", null },
        { "{ \"merchant\": \"shop\", \"amount\": 1x }", "280003", "amount" },
        { "{ 'merchant': 'shop' }", "280003", null },
        { "{ \"merchant\": \"shop\" } trailing", "280003", null },
        { "{ \"amount\": 1, \"amount\": 2 }", "280003", "amount" },
        { "{ \"payer\": { \"id\": \"a\", \"id\": \"b\" } }", "280003", "payer.id" },
        { "{ \"extra\": { \"a\": \"1\", \"a\": \"2\" } }", "280003", "extra.a" },
        { "{ \"\\ud800\": 1 }", "280003", null },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Malformed_JSON_is_refused(string body, string code, string? field) => await RefusedAsync(body, 400, code, field);

    [Theory]
    [InlineData("amount", "10.5", "280001", "amount")]
    [InlineData("amount", "1e400", "280001", "amount")]
    [InlineData("amount", "99999999999999999999", "280001", "amount")]
    [InlineData("amount", "1000000000001", "280001", "amount")]
    [InlineData("amount", "0", "280001", "amount")]
    [InlineData("amount", "-1", "280001", "amount")]
    [InlineData("amount", "\"1000\"", "280001", "amount")]
    [InlineData("amount", "true", "280001", "amount")]
    [InlineData("amount", "null", "280001", "amount")]
    [InlineData("amount", "{}", "280001", "amount")]
    [InlineData("currency", "\"XXX\"", "280001", "currency")]
    [InlineData("currency", "\"cny\"", "280001", "currency")]
    [InlineData("currency", "156", "280001", "currency")]
    [InlineData("currency", "null", "280001", "currency")]
    [InlineData("merchant", "7", "280001", "merchant")]
    [InlineData("merchant", "null", "280001", "merchant")]
    [InlineData("merchantOrderNo", "\"\"", "280001", "merchantOrderNo")]
    [InlineData("merchantOrderNo", "\"a b\"", "280001", "merchantOrderNo")]
    [InlineData("merchantOrderNo", "\"订单\"", "280001", "merchantOrderNo")]
    [InlineData("merchantOrderNo", "\"a\\u0000b\"", "280001", "merchantOrderNo")]
    [InlineData("merchantOrderNo", "[\"a\"]", "280001", "merchantOrderNo")]
    [InlineData("description", "\"\"", "280001", "description")]
    [InlineData("description", "\"\\ud800\"", "280001", "description")]
    [InlineData("facts", "{ \"region\": \"\\ud800\" }", "280001", "facts.region")]
    [InlineData("methods", "\"sim.qr\"", "280001", "methods")]
    [InlineData("methods", "[]", "280001", "methods")]
    [InlineData("methods", "[7]", "280001", "methods[0]")]
    [InlineData("methods", "[null]", "280001", "methods[0]")]
    [InlineData("methods", "[\"sim.qr\", \"none.such\"]", "280001", "methods[1]")]
    [InlineData("method", "\"sim.qr\"", "280001", "method")]
    [InlineData("payer", "\"me\"", "280001", "payer")]
    [InlineData("payer", "{ \"id\": 7 }", "280001", "payer.id")]
    [InlineData("payer", "{ \"name\": \"me\" }", "280005", "payer.name")]
    [InlineData("instrument", "{ \"cardBin\": \"12\" }", "280001", "instrument.cardBin")]
    [InlineData("instrument", "{ \"cardNumber\": \"4111111111111111\" }", "280005", "instrument.cardNumber")]
    [InlineData("returnUrl", "\"ftp://x\"", "280001", "returnUrl")]
    [InlineData("returnUrl", "\"not a url\"", "280001", "returnUrl")]
    [InlineData("notifyUrl", "\"javascript:alert(1)\"", "280001", "notifyUrl")]
    [InlineData("allowedAccounts", "[\"nobody\"]", "280001", "allowedAccounts[0]")]
    [InlineData("allowedAccounts", "[null]", "280001", "allowedAccounts[0]")]
    [InlineData("allowedAccounts", "[]", "280001", "allowedAccounts")]
    [InlineData("expiresIn", "1", "280001", "expiresIn")]
    [InlineData("expiresIn", "-5", "280001", "expiresIn")]
    [InlineData("expiresIn", "99999999999", "280001", "expiresIn")]
    [InlineData("expiresIn", "10.5", "280001", "expiresIn")]
    [InlineData("facts", "{ \"region\": [\"CN\"] }", "280001", "facts.region")]
    [InlineData("facts", "{ \"region\": null }", "280001", "facts.region")]
    [InlineData("facts", "[]", "280001", "facts")]
    [InlineData("extra", "{ \"a\": 7 }", "280001", "extra.a")]
    [InlineData("extra", "{ \"a\": null }", "280001", "extra.a")]
    [InlineData("amout", "1000", "280005", "amout")]
    [InlineData("Amount", "1000", "280005", "Amount")]
    [InlineData("$where", "1", "280005", "$where")]
    public async Task A_wrong_field_is_named(string field, string json, string code, string named) =>
        await RefusedAsync(Order.Raw(field, json), 400, code, named);

    [Fact]
    public async Task A_mistyped_field_is_answered_with_the_right_one() =>
        (await RefusedAsync(Order.Raw("merchantOrderNr", "\"1\""), 400, "280005", "merchantOrderNr"))["detail"].Should().Contain("'merchantOrderNo'");

    [Fact]
    public async Task An_over_long_order_number_is_refused() =>
        await RefusedAsync(Order.Body(("merchantOrderNo", new string('a', 65))), 400, "280001", "merchantOrderNo");

    [Theory]
    [InlineData(17)]
    [InlineData(1000)]
    [InlineData(20000)]
    public async Task Deeply_nested_JSON_is_refused(int levels) =>
        await RefusedAsync(Order.Raw("facts", new string('[', levels) + new string(']', levels)), 400, "280003", "facts");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_refused(bool chunked)
    {
        var before = await host.CountOrdersAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/payments");
        request.Content = new StringContent(Order.Body(("description", new string('x', 65 * 1024))), null, "application/json");
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.Add("Idempotency-Key", "large");

        using var response = await host.Client.SendAsync(request);

        (await ApiReply.ReadAsync(response)).ShouldBeProblem(413, "280004");
        (await host.CountOrdersAsync()).Should().Be(before);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("nonsense")]
    public async Task Another_content_type_is_refused(string type) =>
        (await host.SendAsync(HttpMethod.Post, "/v1/payments", Order.Body(), "type", contentType: type)).ShouldBeProblem(415, "280006", "Content-Type");

    [Fact]
    public async Task No_body_at_all_is_refused() => (await host.PostAsync("/v1/payments", null, "nobody")).ShouldBeProblem(415, "280006", "Content-Type");

    [Fact]
    public async Task A_missing_key_is_refused() => (await host.PostAsync("/v1/payments", Order.Body())).ShouldBeProblem(400, "280002", "Idempotency-Key");

    [Theory]
    [InlineData("a b")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task An_odd_key_is_refused(string key) => (await host.PayAsync(Order.Body(), key)).ShouldBeProblem(400, "280001", "Idempotency-Key");

    [Theory]
    [InlineData("wait=abc")]
    [InlineData("wait=-1")]
    [InlineData("wait=61")]
    [InlineData("wait")]
    public async Task An_odd_wait_is_refused(string prefer) => (await host.PayAsync(Order.Body(), prefer: prefer)).ShouldBeProblem(400, "280001", "Prefer");

    [Fact]
    public async Task Methods_that_nobody_has_are_refused_in_a_switch() =>
        (await host.PostAsync($"/v1/payments/{await OpenAsync()}/attempts", """{ "methods": ["none.such"] }""")).ShouldBeProblem(400, "280001", "methods[0]");

    [Fact]
    public async Task An_expired_order_cannot_change_its_method()
    {
        var made = await host.PayAsync(Order.Body(("allowedAccounts", new JsonArray("never"))));
        await host.PostAsync($"/v1/payments/{made["paymentId"]}/close");
        await host.SendAsync(HttpMethod.Get, $"/v1/payments/{made["paymentId"]}", prefer: "wait=10");

        var refused = await host.PostAsync($"/v1/payments/{made["paymentId"]}/attempts", """{ "methods": ["sim.qr"] }""");

        refused.ShouldBeProblem(409, "280304")["state"].Should().Be("closed");
    }

    [Theory]
    [InlineData("GET", "/v1/payments/pay_none", "280201")]
    [InlineData("GET", "/v1/payments/%20odd%2F", "280201")]
    [InlineData("GET", "/v1/payments?merchant=shop&merchantOrderNo=none", "280201")]
    [InlineData("POST", "/v1/payments/pay_none/close", "280201")]
    [InlineData("POST", "/v1/payments/pay_none/continue", "280201")]
    [InlineData("GET", "/v1/nothing", "280007")]
    [InlineData("GET", "/nothing/at/all", "280007")]
    [InlineData("GET", "/ops/v1/nothing", "280007")]
    public async Task What_is_not_there_is_not_found(string method, string path, string code) =>
        (await host.SendAsync(new(method), path)).ShouldBeProblem(404, code);

    [Theory]
    [InlineData("PUT", "/v1/payments")]
    [InlineData("DELETE", "/v1/payments/pay_none")]
    [InlineData("GET", "/v1/payments/pay_none/close")]
    public async Task Another_method_is_refused(string method, string path) => (await host.SendAsync(new(method), path)).ShouldBeProblem(405, "280008");

    [Theory]
    [InlineData("/v1/payments?merchant=shop", "merchantOrderNo")]
    [InlineData("/v1/payments?merchantOrderNo=1", "merchant")]
    [InlineData("/v1/payments?merchant=a&merchant=b&merchantOrderNo=1", "merchant")]
    [InlineData("/v1/payments/pay_none?ask=perhaps", "ask")]
    public async Task A_wrong_query_is_named(string path, string field) => (await host.GetAsync(path)).ShouldBeProblem(400, "280001", field);

    private async Task<string> OpenAsync() => (await host.PayAsync(Order.Body(("allowedAccounts", new JsonArray("never")))))["paymentId"]!;

    private async Task<ApiReply> RefusedAsync(string body, int status, string code, string? field)
    {
        var before = await host.CountOrdersAsync();

        var reply = (await host.PayAsync(body)).ShouldBeProblem(status, code, field);

        (await host.CountOrdersAsync()).Should().Be(before, "nothing is stored for a request that is refused");
        return reply;
    }
}
