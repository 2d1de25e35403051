using System.Net;
using System.Text;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Alipay.Tests.Bench;

namespace Router.Channel.Alipay.Tests;

/// <summary>Answers that must not be believed, and failures of the wire.</summary>
public sealed class AnswerTests : IDisposable
{
    private readonly Canned _canned = new();
    private readonly PayRequest _pay = Asks.Pay("alipay.barcode");

    private string Paid => $$"""{"code":"10000","msg":"Success","gmt_payment":"2026-11-20 12:00:05","out_trade_no":"{{_pay.AttemptNumber}}","total_amount":"19.99","trade_no":"2026112022001"}""";

    public void Dispose() => _canned.Dispose();

    [Fact]
    public async Task A_signed_answer_is_believed_with_the_older_key_too()
    {
        var fresh = await PayAsync(_canned.Signed("alipay.trade.pay", Paid));
        var older = await PayAsync(_canned.Signed("alipay.trade.pay", Paid, _canned.Older));
        foreach (var result in new[] { fresh, older })
        {
            result.Outcome.Should().Be(PayOutcome.Succeeded);
            result.Captured.Should().Be(_pay.Amount);
            result.ChannelTransactionId.Should().Be("2026112022001");
            result.PaidAt.Should().Be(new DateTimeOffset(2026, 11, 20, 4, 0, 5, TimeSpan.Zero));
        }
    }

    [Fact]
    public async Task An_answer_signed_by_somebody_else_is_unknown()
    {
        using var stranger = System.Security.Cryptography.RSA.Create(2048);
        Unknown(await PayAsync(_canned.Signed("alipay.trade.pay", Paid, stranger)), "BAD_SIGNATURE");
    }

    [Fact]
    public async Task A_success_without_a_signature_is_unknown() =>
        Unknown(await PayAsync(Encoding.UTF8.GetBytes($"{{\"alipay_trade_pay_response\":{Paid}}}")), "UNSIGNED");

    [Fact]
    public async Task A_refusal_without_a_signature_is_unknown_and_shows_its_code()
    {
        var result = await PayAsync("""{"error_response":{"code":"40002","msg":"Invalid Arguments","sub_code":"isv.invalid-signature","sub_msg":"验签出错"}}"""u8.ToArray());
        Unknown(result, "isv.invalid-signature");
        (result.Fault!.Stage, result.Fault.Blame).Should().Be((FaultStage.AfterSend, FaultBlame.Us));
    }

    [Fact]
    public async Task A_truncated_answer_is_unknown_wherever_it_is_cut()
    {
        var whole = _canned.Signed("alipay.trade.pay", Paid);
        for (var length = 0; length < whole.Length; length += 7) (await PayAsync(whole[..length])).Outcome.Should().Be(PayOutcome.Unknown);
    }

    [Fact]
    public async Task A_changed_byte_anywhere_is_unknown()
    {
        var whole = _canned.Signed("alipay.trade.pay", Paid);
        var inner = Encoding.UTF8.GetString(whole).IndexOf(Paid, StringComparison.Ordinal);
        for (var at = inner; at < inner + Paid.Length; at += 5)
        {
            var changed = whole.ToArray();
            changed[at] ^= 1;
            (await PayAsync(changed)).Outcome.Should().Be(PayOutcome.Unknown, "byte {0} was changed", at);
        }
    }

    [Fact]
    public async Task Blanks_escapes_and_a_sign_inside_are_signed_as_they_stand()
    {
        var inner = "{ \"code\" : \"10000\",\n \"sign\":\"xxx\", \"url\":\"http:\\/\\/x\", \"out_trade_no\":\"" + _pay.AttemptNumber + "\",\t\"total_amount\":\"19.99\",\"trade_no\":\"T\\u0031\" }";
        var text = $"\r\n{{ \"sign\" : \"{_canned.Sign(inner)}\" ,\n \"alipay_trade_pay_response\"\n :\n {inner}\n }}  ";
        (await PayAsync(Encoding.UTF8.GetBytes(text))).ChannelTransactionId.Should().Be("T1");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("\"alipay_trade_pay_response\"")]
    [InlineData("{\"alipay_trade_pay_response\":null,\"sign\":\"AA==\"}")]
    [InlineData("{\"alipay_trade_pay_response\":[],\"sign\":\"AA==\"}")]
    [InlineData("{\"alipay_trade_pay_response\":{},\"sign\":\"no base64\"}")]
    [InlineData("{\"alipay_trade_pay_response\":{},\"sign\":{}}")]
    [InlineData("{\"alipay_trade_query_response\":{},\"sign\":\"AA==\"}")]
    [InlineData("<html><body>busy</body></html>")]
    public async Task Garbage_is_unknown(string answer) => (await PayAsync(Encoding.UTF8.GetBytes(answer))).Outcome.Should().Be(PayOutcome.Unknown);

    [Fact]
    public async Task An_answer_with_the_node_twice_is_unknown()
    {
        var text = $"{{\"alipay_trade_pay_response\":{Paid},\"alipay_trade_pay_response\":{Paid},\"sign\":\"{_canned.Sign(Paid)}\"}}";
        Unknown(await PayAsync(Encoding.UTF8.GetBytes(text)), "GARBAGE");
    }

    [Fact]
    public async Task The_signed_answer_of_another_call_is_unknown() => Unknown(await PayAsync(_canned.Signed("alipay.trade.query", Paid)), "GARBAGE");

    [Fact]
    public async Task A_replayed_answer_of_another_order_is_unknown()
    {
        var other = Paid.Replace(_pay.AttemptNumber, "B000000000000009", StringComparison.Ordinal);
        Unknown(await PayAsync(_canned.Signed("alipay.trade.pay", other)), "OTHER_ORDER");
        var refusal = Canned.Refusal("40004", "ACQ.PAYMENT_AUTH_CODE_INVALID").Replace("\"msg\"", "\"out_trade_no\":\"B000000000000009\",\"msg\"", StringComparison.Ordinal);
        Unknown(await PayAsync(_canned.Signed("alipay.trade.pay", refusal)), "OTHER_ORDER");
    }

    [Theory]
    [InlineData("19.98")]
    [InlineData("1999")]
    [InlineData("19.9900001")]
    [InlineData("-19.99")]
    [InlineData("1e1")]
    public async Task Another_amount_than_was_sent_is_unknown(string amount) =>
        (await PayAsync(_canned.Signed("alipay.trade.pay", Paid.Replace("19.99", amount, StringComparison.Ordinal)))).Outcome.Should().Be(PayOutcome.Unknown);

    [Fact]
    public async Task Another_currency_is_unknown()
    {
        var channel = _canned.Answering("alipay.trade.query", TableTests.Trade(_pay, "TRADE_SUCCESS", ",\"trans_currency\":\"USD\""));
        (await channel.QueryAsync(_pay.Query(), default)).Status.Should().Be(AttemptStatus.Unknown);
    }

    [Fact]
    public async Task A_query_tells_the_amount_that_Alipay_says()
    {
        var channel = _canned.Answering("alipay.trade.query", TableTests.Trade(_pay, "TRADE_SUCCESS", amount: "18.00"));
        (await channel.QueryAsync(_pay.Query(), default)).Captured.Should().Be(new Money(1800, Currency.CNY));
    }

    [Fact]
    public async Task A_redirect_is_unknown_and_not_followed()
    {
        using var handler = new FixedAnswers(_ => new(HttpStatusCode.Found) { Headers = { Location = new("http://127.0.0.2/") } });
        Unknown(await _canned.Open(handler).PayAsync(_pay, default), "REDIRECT");
        handler.Count.Should().Be(1);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NoContent)]
    public async Task Any_other_status_is_unknown_even_with_a_good_body(HttpStatusCode status)
    {
        using var handler = new FixedAnswers(_ => new(status) { Content = new ByteArrayContent(_canned.Signed("alipay.trade.pay", Paid)) });
        Unknown(await _canned.Open(handler).PayAsync(_pay, default), $"HTTP_{(int)status}");
    }

    [Fact]
    public async Task An_answer_without_end_is_given_up()
    {
        using var handler = new FixedAnswers(_ => new(HttpStatusCode.OK) { Content = new StreamContent(new MemoryStream(new byte[3 * 1024 * 1024])) });
        Unknown(await _canned.Open(handler).PayAsync(_pay, default), "TOO_LONG");
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, PayOutcome.NotSent)]
    [InlineData(HttpRequestError.NameResolutionError, PayOutcome.NotSent)]
    [InlineData(HttpRequestError.SecureConnectionError, PayOutcome.NotSent)]
    [InlineData(HttpRequestError.ResponseEnded, PayOutcome.Unknown)]
    [InlineData(HttpRequestError.HttpProtocolError, PayOutcome.Unknown)]
    [InlineData(HttpRequestError.Unknown, PayOutcome.Unknown)]
    [InlineData(HttpRequestError.ProxyTunnelError, PayOutcome.Unknown)]
    public async Task A_failure_of_the_network_is_not_sent_only_where_nothing_can_have_left(HttpRequestError error, PayOutcome expected)
    {
        using var handler = new FixedAnswers(_ => throw new HttpRequestException(error));
        var result = await _canned.Open(handler).PayAsync(_pay, default);
        result.Outcome.Should().Be(expected);
        if (expected == PayOutcome.NotSent) result.Fault!.Blame.Should().Be(FaultBlame.Network);
    }

    [Fact]
    public async Task Cancellation_goes_out_as_cancellation()
    {
        using var handler = new FixedAnswers(_ => throw new TaskCanceledException());
        await _canned.Open(handler).Invoking(channel => channel.PayAsync(_pay, default)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("USD", 100)]
    [InlineData("JPY", 100)]
    [InlineData("CNY", 10_000_000_001)]
    public async Task What_Alipay_cannot_express_is_not_sent(string currency, long minor)
    {
        using var handler = new FixedAnswers(_ => throw new InvalidOperationException("It was sent."));
        foreach (var method in new[] { "alipay.page", "alipay.wap", "alipay.app", "alipay.qr", "alipay.barcode" })
        {
            var result = await _canned.Open(handler).PayAsync(Asks.Pay(method) with { Amount = new(minor, Currency.Parse(currency)) }, default);
            (result.Outcome, result.Fault!.Blame).Should().Be((PayOutcome.NotSent, FaultBlame.Request));
        }

        (await _canned.Open(handler).PayAsync(_pay with { AuthCode = null }, default)).Outcome.Should().Be(PayOutcome.NotSent);
        (await _canned.Open(handler).RefundAsync(_pay.Refund("1", 1) with { Amount = new(1, Currency.USD) }, default)).Outcome.Should().Be(RefundOutcome.NotSent);
    }

    [Fact]
    public async Task Not_found_by_a_close_or_query_is_not_found_and_nothing_more()
    {
        var page = Asks.Pay("alipay.page");
        var none = Canned.Refusal("40004", "ACQ.TRADE_NOT_EXIST");
        (await _canned.Answering("alipay.trade.query", none).QueryAsync(page.Query(), default)).Status.Should().Be(AttemptStatus.NotFound);
        (await _canned.Answering("alipay.trade.close", none).CloseAsync(page.Close(), default)).Outcome.Should().Be(CloseOutcome.NotFound);
    }

    private Task<ChannelResult> PayAsync(byte[] answer) => _canned.Open(FixedAnswers.Of(answer)).PayAsync(_pay, CancellationToken.None);

    private static void Unknown(ChannelResult result, string code)
    {
        result.Outcome.Should().Be(PayOutcome.Unknown);
        result.Fault!.RawCode.Should().Be(code);
    }
}
