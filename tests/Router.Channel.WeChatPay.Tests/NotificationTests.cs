using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Router.Abstractions;
using Router.Channel.WeChatPay.Tests.Bench;

namespace Router.Channel.WeChatPay.Tests;

public sealed class NotificationTests : IDisposable
{
    private readonly StubBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_payment_is_told_as_a_query_would_tell_it()
    {
        var result = await _bench.ParseAsync(Genuine());
        result.Verdict.Should().Be(NotificationVerdict.Verified);
        result.Acknowledge.Should().Be(new NotificationReply(204));
        result.Refuse.Should().BeEquivalentTo(new { StatusCode = 500, ContentType = "application/json" });
        result.Refuse.Body.Should().Contain("\"code\":\"FAIL\"");
        result.Events.Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            MessageId = "EV-2018022511223320873",
            MerchantId = "1900000001",
            AttemptNumber = StubBench.Number,
            Attempt = new { Status = AttemptStatus.Paid, ChannelTransactionId = StubBench.TransactionId, Captured = new Money(1999, Currency.CNY) },
        });
    }

    [Theory]
    [InlineData("REFUND.SUCCESS", "SUCCESS", RefundOutcome.Succeeded)]
    [InlineData("REFUND.CLOSED", "CLOSED", RefundOutcome.Closed)]
    [InlineData("REFUND.ABNORMAL", "ABNORMAL", RefundOutcome.Processing)]
    public async Task A_refund_is_told(string eventType, string status, RefundOutcome expected)
    {
        var content = $$$"""{"mchid":"1900000001","out_trade_no":"{{{StubBench.Number}}}","out_refund_no":"{{{StubBench.RefundNumber}}}","refund_id":"503","refund_status":"{{{status}}}","success_time":"2026-11-20T12:05:00+08:00","amount":{"total":1999,"refund":500,"payer_total":1999,"payer_refund":500}}""";
        var told = (await _bench.ParseAsync(_bench.Platform.Notification(content, _bench.Merchant.ApiV3Key, eventType))).Events.Single();
        told.Attempt.Should().BeNull();
        told.RefundNumber.Should().Be(StubBench.RefundNumber);
        told.Refund!.Outcome.Should().Be(expected);
        told.Refund.Refunded.Should().Be(expected == RefundOutcome.Succeeded ? new Money(500, Currency.CNY) : null);
    }

    [Theory]
    [InlineData(299, NotificationVerdict.Verified)]
    [InlineData(300, NotificationVerdict.Rejected)]
    [InlineData(-299, NotificationVerdict.Verified)]
    [InlineData(-300, NotificationVerdict.Rejected)]
    public async Task A_notification_is_good_for_five_minutes_around_our_clock(int seconds, NotificationVerdict expected) =>
        (await _bench.ParseAsync(Genuine(at: _bench.Time.GetUtcNow().AddSeconds(-seconds)))).Verdict.Should().Be(expected);

    [Fact]
    public async Task A_changed_body_is_rejected()
    {
        var genuine = Genuine();
        var body = genuine.Body.ToArray();
        body[^10] ^= 1;
        await Rejected(genuine with { Body = body });
    }

    [Fact]
    public async Task A_truncated_body_is_rejected()
    {
        var genuine = Genuine();
        await Rejected(genuine with { Body = genuine.Body[..^5] });
    }

    [Fact]
    public async Task A_body_with_a_blank_more_is_rejected()
    {
        var genuine = Genuine();
        await Rejected(genuine with { Body = (byte[])[.. genuine.Body.Span, (byte)' '] });
    }

    [Theory]
    [InlineData("wechatpay-signature", null)]
    [InlineData("wechatpay-signature", "WECHATPAY/SIGNTEST/UMw4m")]
    [InlineData("wechatpay-signature", "AAAA, BBBB")]
    [InlineData("wechatpay-timestamp", "0")]
    [InlineData("wechatpay-timestamp", "1e9")]
    [InlineData("wechatpay-nonce", "another")]
    [InlineData("wechatpay-serial", "")]
    [InlineData("wechatpay-serial", "no serial at all")]
    public async Task A_changed_header_is_rejected(string name, string? value)
    {
        var genuine = Genuine();
        var headers = genuine.Headers.ToDictionary();
        if (value is null) headers.Remove(name);
        else headers[name] = value;
        await Rejected(genuine with { Headers = headers });
        _bench.Platform.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_signature_by_another_key_under_our_key_id_is_rejected()
    {
        var genuine = Genuine();
        using var stranger = RSA.Create(2048);
        byte[] message = [.. Encoding.UTF8.GetBytes($"{genuine.Headers["wechatpay-timestamp"]}\n{genuine.Headers["wechatpay-nonce"]}\n"), .. genuine.Body.Span, (byte)'\n'];
        var headers = genuine.Headers.ToDictionary();
        headers["wechatpay-signature"] = Convert.ToBase64String(stranger.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        await Rejected(genuine with { Headers = headers });
    }

    [Fact]
    public async Task Another_accounts_notification_cannot_be_opened() => await Rejected(_bench.Platform.Notification(_bench.Transaction(), new string('x', 32)));

    [Fact]
    public async Task Another_merchants_notification_is_rejected() => await Rejected(Genuine(_bench.Transaction(merchantId: "1900000002")));

    [Fact]
    public async Task Another_apps_notification_is_rejected() => await Rejected(Genuine(_bench.Transaction(appId: "wxanother")));

    [Fact]
    public async Task A_partners_notification_about_another_sub_merchant_is_rejected()
    {
        using var bench = new StubBench(merchant =>
        {
            merchant.Mode = AccountMode.Partner;
            merchant.Settings["subMerchantId"] = "1900000109";
        });
        string Content(string sub) => bench.Transaction().Replace("\"mchid\":\"1900000001\"", $"\"sp_mchid\":\"1900000001\",\"sub_mchid\":\"{sub}\"", StringComparison.Ordinal);
        (await bench.ParseAsync(bench.Platform.Notification(Content("1900000109"), bench.Merchant.ApiV3Key))).Verdict.Should().Be(NotificationVerdict.Verified);
        (await bench.ParseAsync(bench.Platform.Notification(Content("1900000110"), bench.Merchant.ApiV3Key))).Verdict.Should().Be(NotificationVerdict.Rejected);
        (await bench.ParseAsync(bench.Platform.Notification(bench.Transaction(), bench.Merchant.ApiV3Key))).Verdict.Should().Be(NotificationVerdict.Rejected);
    }

    [Fact]
    public async Task Another_amount_is_told_as_it_stands() =>
        (await _bench.ParseAsync(Genuine(_bench.Transaction(fen: 1)))).Events.Single().Attempt!.Captured.Should().Be(new Money(1, Currency.CNY));

    [Fact]
    public async Task A_success_that_says_closed_is_no_success() =>
        (await _bench.ParseAsync(Genuine(_bench.Transaction("CLOSED")))).Events.Single().Attempt!.Status.Should().Be(AttemptStatus.Closed);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("no json")]
    [InlineData("""{"mchid":"1900000001","out_trade_no":"K1"}""")]
    [InlineData("""{"mchid":"1900000001","out_trade_no":"K1","trade_state":"SUCCESS"}""")]
    [InlineData("""{"mchid":"1900000001","trade_state":"SUCCESS","transaction_id":"42","amount":{"total":1}}""")]
    public async Task A_signed_message_that_says_nothing_is_rejected(string content) => await Rejected(_bench.Platform.Notification(content, _bench.Merchant.ApiV3Key));

    [Fact]
    public async Task Another_products_event_is_acknowledged_and_says_nothing()
    {
        var result = await _bench.ParseAsync(_bench.Platform.Notification("""{"mchid":"1900000001","appid":"wxd678efh567hg6787"}""", _bench.Merchant.ApiV3Key, "PAYSCORE.USER_OPEN_SERVICE"));
        result.Verdict.Should().Be(NotificationVerdict.Verified);
        result.Events.Should().BeEmpty();
    }

    [Fact]
    public async Task A_message_under_the_former_APIv3_key_can_be_read_as_long_as_it_is_named()
    {
        const string Old = "0123456789abcdef0123456789ABCDEF";
        using var bench = new StubBench(merchant =>
        {
            merchant.Secrets["old-api-v3-key"] = Old;
            merchant.Settings["oldApiV3Key"] = "old-api-v3-key";
        });
        (await bench.ParseAsync(bench.Platform.Notification(bench.Transaction(), Old))).Verdict.Should().Be(NotificationVerdict.Verified);
        (await bench.ParseAsync(bench.Platform.Notification(bench.Transaction(), bench.Merchant.ApiV3Key))).Verdict.Should().Be(NotificationVerdict.Verified);
    }

    [Fact]
    public async Task A_public_key_that_is_not_in_the_settings_is_not_acknowledged()
    {
        var genuine = Genuine();
        var headers = genuine.Headers.ToDictionary();
        headers["wechatpay-serial"] = "PUB_KEY_ID_0100000000002026112000000000000000";
        var result = await _bench.ParseAsync(genuine with { Headers = headers });
        result.Verdict.Should().Be(NotificationVerdict.KeyUnavailable);
        result.Refuse.StatusCode.Should().Be(500);
        _bench.Platform.Requests.Should().BeEmpty("public keys cannot be downloaded");
    }

    [Fact]
    public void Whatever_bytes_come_nothing_is_thrown_and_nothing_believed()
    {
        var genuine = Genuine();
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<string[]>(), (body, texts) =>
        {
            var headers = genuine.Headers.ToDictionary();
            foreach (var (name, text) in headers.Keys.ToList().Zip(texts)) headers[name] = text ?? "";
            var result = _bench.ParseAsync(new(body, headers, "")).GetAwaiter().GetResult();
            return result.Verdict == NotificationVerdict.Rejected;
        }).QuickCheckThrowOnFailure();
    }

    private InboundNotification Genuine(string? content = null, DateTimeOffset? at = null) =>
        _bench.Platform.Notification(content ?? _bench.Transaction(), _bench.Merchant.ApiV3Key, at: at);

    private async Task Rejected(InboundNotification notification)
    {
        var result = await _bench.ParseAsync(notification);
        result.Verdict.Should().Be(NotificationVerdict.Rejected);
        result.Reason.Should().NotBeNullOrEmpty();
        result.Refuse.StatusCode.Should().BeInRange(400, 599);
        result.Events.Should().BeEmpty();
    }
}
