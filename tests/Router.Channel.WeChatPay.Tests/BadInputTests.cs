using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Router.Abstractions;
using Router.Channel.WeChatPay.Tests.Bench;

namespace Router.Channel.WeChatPay.Tests;

/// <summary>Answers that must not be believed: each ends as Unknown with a code that names it.</summary>
public sealed class BadInputTests
{
    private const string CodeUrl = """{"code_url":"weixin://wxpay/bizpayurl?pr=JyC91EIz1"}""";

    [Fact]
    public async Task A_good_answer_is_believed()
    {
        using var bench = new StubBench();
        bench.Platform.Answer(200, CodeUrl);
        var result = await bench.PayAsync();
        result.Outcome.Should().Be(PayOutcome.Pending);
        result.Action.Should().BeEquivalentTo(new { Kind = PayActionKind.QrCode, Content = "weixin://wxpay/bizpayurl?pr=JyC91EIz1" });
    }

    [Fact]
    public async Task An_unsigned_answer_is_Unknown() => await PayIs("ANSWER_UNSIGNED", bench => bench.Platform.Answer(200, CodeUrl, signed: false));

    [Fact]
    public async Task A_re_signed_answer_is_Unknown() =>
        await PayIs("ANSWER_SIGNATURE", bench => bench.Platform.Answers.Enqueue(_ => bench.Platform.Response(200, Encoding.UTF8.GetBytes(CodeUrl), true, headers =>
        {
            using var stranger = System.Security.Cryptography.RSA.Create(2048);
            var message = Encoding.UTF8.GetBytes($"{headers["wechatpay-timestamp"]}\n{headers["wechatpay-nonce"]}\n{CodeUrl}\n");
            headers["wechatpay-signature"] = Convert.ToBase64String(
                stranger.SignData(message, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1));
        })));

    [Fact]
    public async Task A_truncated_answer_is_Unknown() =>
        await PayIs("ANSWER_SIGNATURE", bench => bench.Platform.Answers.Enqueue(_ =>
        {
            var response = bench.Platform.Response(200, Encoding.UTF8.GetBytes(CodeUrl), true);
            response.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(CodeUrl)[..20]);
            return response;
        }));

    [Fact]
    public async Task A_replayed_answer_is_Unknown() => await PayIs("ANSWER_SIGNATURE", bench =>
    {
        var old = bench.Platform.Response(200, Encoding.UTF8.GetBytes(CodeUrl), true);
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        bench.Platform.Answers.Enqueue(_ => old);
    });

    [Theory]
    [InlineData("wechatpay-timestamp", null)]
    [InlineData("wechatpay-timestamp", "yesterday")]
    [InlineData("wechatpay-timestamp", "99999999999999999999")]
    [InlineData("wechatpay-timestamp", "-1")]
    [InlineData("wechatpay-nonce", null)]
    [InlineData("wechatpay-serial", null)]
    [InlineData("wechatpay-serial", "PUB_KEY_ID_OF_NOBODY")]
    [InlineData("wechatpay-serial", "../../etc/passwd")]
    [InlineData("wechatpay-signature", "not base64")]
    [InlineData("wechatpay-signature", "WECHATPAY/SIGNTEST/kdYLnFTtp2sR")]
    public async Task A_broken_signature_header_is_Unknown(string name, string? value) =>
        await PayIs("ANSWER_SIGNATURE", bench => bench.Platform.Answers.Enqueue(_ => bench.Platform.Response(200, Encoding.UTF8.GetBytes(CodeUrl), true, headers =>
        {
            if (value is null) headers.Remove(name);
            else headers[name] = value;
        })));

    [Theory]
    [InlineData("wechatpay-timestamp")]
    [InlineData("wechatpay-nonce")]
    [InlineData("wechatpay-serial")]
    [InlineData("wechatpay-signature")]
    public async Task A_refusal_with_a_signature_header_twice_is_not_taken_for_an_unsigned_one(string name) =>
        await PayIs("ANSWER_SIGNATURE", bench => bench.Platform.Answers.Enqueue(_ =>
        {
            var response = bench.Platform.Response(401, """{"code":"SIGN_ERROR","message":"m"}"""u8.ToArray(), true);
            response.Headers.TryAddWithoutValidation(name, "1");
            return response;
        }));

    [Fact]
    public async Task A_name_in_an_answer_that_is_no_text_is_no_exception()
    {
        using var bench = new StubBench();
        bench.Platform.Answer(401, """{"code":"SIGN_ERROR","\ud800zzzzzz":1}""", signed: false);
        (await bench.PayAsync()).Outcome.Should().Be(PayOutcome.Unknown);
        bench.Platform.Answers.Clear();
        bench.Platform.Answer(200, """{"out_trade_no":"1","\ud800zzzzzzzzzzzzzzzzzzzz":1}""");
        (await bench.QueryAsync()).Status.Should().Be(AttemptStatus.Unknown);
    }

    [Fact]
    public async Task A_redirect_is_Unknown_and_never_followed()
    {
        using var bench = new StubBench();
        bench.Platform.Answers.Enqueue(_ => bench.Platform.Response(302, [], false));
        (await bench.PayAsync()).Fault!.RawCode.Should().Be("REDIRECT");
        bench.Platform.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_redirect_to_elsewhere_with_a_good_signature_is_Unknown() =>
        await PayIs("REDIRECT", bench => bench.Platform.Answers.Enqueue(_ => bench.Platform.Response(307, Encoding.UTF8.GetBytes(CodeUrl), true)));

    [Fact]
    public async Task An_answer_without_end_is_Unknown() =>
        await PayIs("ANSWER_TOO_LONG", bench => bench.Platform.Answers.Enqueue(_ => bench.Platform.Response(200, new byte[(1024 * 1024) + 1], false)));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("<xml><!DOCTYPE x SYSTEM \"file:///etc/passwd\"></xml>")]
    [InlineData("""{"code_url":42}""")]
    [InlineData("""{"code_url":""}""")]
    [InlineData("""{"code_url":"\ud800"}""")]
    [InlineData("""{"code_url":"a b"}""")]
    [InlineData("""{"prepay_id":"wx201410272009395522657a690389285100"}""")]
    public async Task A_signed_answer_without_what_the_buyer_needs_is_Unknown(string body) => await PayIs("ANSWER_INCOMPLETE", bench => bench.Platform.Answer(200, body));

    [Theory]
    [InlineData("wechat.h5", """{"h5_url":"javascript:alert(1)"}""")]
    [InlineData("wechat.h5", """{"h5_url":"http://wx.tenpay.example/x"}""")]
    [InlineData("wechat.jsapi", """{"prepay_id":"wx1\nprepay_id=wx2"}""")]
    [InlineData("wechat.app", """{"prepay_id":"wx1 2"}""")]
    public async Task What_the_buyer_gets_is_looked_at(string method, string body)
    {
        using var bench = new StubBench();
        bench.Platform.Answer(200, body);
        (await bench.PayAsync(method)).Fault!.RawCode.Should().Be("ANSWER_INCOMPLETE");
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public async Task A_connection_that_never_stood_is_NotSent(HttpRequestError error)
    {
        using var bench = new StubBench();
        bench.Platform.Throw(new HttpRequestException(error));
        (await bench.PayAsync()).Should().BeEquivalentTo(new { Outcome = PayOutcome.NotSent, Fault = new { Blame = FaultBlame.Network, Stage = FaultStage.BeforeSend } });
        (await bench.RefundAsync()).Outcome.Should().Be(RefundOutcome.NotSent);
        (await bench.QueryAsync()).Status.Should().Be(AttemptStatus.Unknown);
        (await bench.QueryRefundAsync()).Outcome.Should().Be(RefundOutcome.Unknown);
        (await bench.CloseAsync()).Outcome.Should().Be(CloseOutcome.Unknown);
    }

    [Theory]
    [InlineData(HttpRequestError.ResponseEnded)]
    [InlineData(HttpRequestError.Unknown)]
    [InlineData(HttpRequestError.InvalidResponse)]
    public async Task A_connection_that_broke_is_Unknown(HttpRequestError error) => await PayIs("CONNECTION_LOST", bench => bench.Platform.Throw(new HttpRequestException(error)));

    [Fact]
    public async Task A_cancellation_is_let_go()
    {
        using var bench = new StubBench();
        bench.Platform.Throw(new OperationCanceledException());
        var pay = () => bench.PayAsync();
        await pay.Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("1900000002", StubBench.Number, null)]
    [InlineData(null, "K20261120000000000002", null)]
    [InlineData(null, "", null)]
    [InlineData(null, StubBench.Number, "wxsomebodyelses")]
    public async Task A_query_answered_for_another_merchant_order_or_app_is_Unknown(string? merchant, string number, string? app)
    {
        using var bench = new StubBench();
        bench.Platform.Answer(200, bench.Transaction(merchantId: merchant, number: number, appId: app));
        (await bench.QueryAsync()).Should().BeEquivalentTo(new { Status = AttemptStatus.Unknown, Fault = new { RawCode = "ANSWER_OF_ANOTHER" } });
    }

    [Fact]
    public async Task A_query_says_the_amount_that_the_channel_says()
    {
        using var bench = new StubBench();
        bench.Platform.Answer(200, bench.Transaction(fen: 1998));
        (await bench.QueryAsync()).Should().BeEquivalentTo(new { Status = AttemptStatus.Paid, Captured = new Money(1998, Currency.CNY) });
    }

    [Fact]
    public async Task A_refund_answered_for_another_refund_payment_or_amount_is_Unknown()
    {
        using var bench = new StubBench();
        string[] answers =
        [
            bench.RefundAnswer(number: "R20261120000000000002"), bench.RefundAnswer(fen: 501), bench.RefundAnswer(total: 2000),
            bench.RefundAnswer().Replace(StubBench.TransactionId, "4200000263201902167700134903", StringComparison.Ordinal),
            bench.RefundAnswer().Replace(StubBench.Number, "K20261120000000000002", StringComparison.Ordinal), "{}", "[]",
        ];
        foreach (var answer in answers)
        {
            bench.Platform.Answers.Clear();
            bench.Platform.Answer(200, answer);
            (await bench.RefundAsync()).Outcome.Should().Be(RefundOutcome.Unknown);
            (await bench.QueryRefundAsync()).Outcome.Should().Be(RefundOutcome.Unknown);
        }
    }

    [Fact]
    public void Whatever_a_signed_answer_says_nothing_is_thrown_and_nothing_is_proved()
    {
        using var bench = new StubBench();
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), Gen.Elements(200, 201, 202, 204, 400, 403, 404, 429, 500, 503).ToArbitrary(), (body, status) =>
        {
            bench.Platform.Answers.Clear();
            bench.Platform.Answers.Enqueue(_ => bench.Platform.Response(status, body, true));
            var pay = bench.PayAsync().GetAwaiter().GetResult();
            var throttled = status == 429;
            return pay.Outcome == (throttled ? PayOutcome.Declined : PayOutcome.Unknown)
                && bench.QueryAsync().GetAwaiter().GetResult().Status == AttemptStatus.Unknown
                && bench.CloseAsync().GetAwaiter().GetResult().Outcome == CloseOutcome.Unknown
                && bench.RefundAsync().GetAwaiter().GetResult().Outcome == (throttled ? RefundOutcome.RetryLater : RefundOutcome.Unknown)
                && bench.QueryRefundAsync().GetAwaiter().GetResult().Outcome == RefundOutcome.Unknown;
        }).QuickCheckThrowOnFailure();
    }

    private static async Task PayIs(string code, Action<StubBench> arrange)
    {
        using var bench = new StubBench();
        arrange(bench);
        var result = await bench.PayAsync();
        result.Outcome.Should().Be(PayOutcome.Unknown);
        result.Fault!.RawCode.Should().Be(code);
    }
}
