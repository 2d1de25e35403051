using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Router.Abstractions;
using Router.Channel.WeChatPay.Tests.Bench;

namespace Router.Channel.WeChatPay.Tests;

public sealed class OrderTests
{
    private const string PrepayId = "wx201410272009395522657a690389285100";

    [Fact]
    public async Task A_merchants_order_is_these_bytes()
    {
        using var bench = new StubBench();
        bench.Platform.Answer(200, $$"""{"code_url":"weixin://x"}""");
        await bench.Channel.PayAsync(bench.Order() with { Extra = new Dictionary<string, string> { ["attach"] = "cart 7", ["goodsTag"] = "WXG" } }, default);
        bench.Platform.Requests[0].Target.Should().Be("/v3/pay/transactions/native");
        Encoding.UTF8.GetString(bench.Platform.Requests[0].Body).Should().Be(
            """{"appid":"wxd678efh567hg6787","mchid":"1900000001","description":"一本书 \"A book\"","out_trade_no":"K20261120000000000001","time_expire":"2026-11-20T12:30:00+08:00","attach":"cart 7","notify_url":"https://shop.example/notify/wechat/wechat-test","goods_tag":"WXG","amount":{"total":1999,"currency":"CNY"}}""");
    }

    [Theory]
    [InlineData(null, "sp_openid")]
    [InlineData("wxsub", "sub_openid")]
    public async Task A_partners_order_names_both_and_the_payer_by_the_right_app(string? subAppId, string payer)
    {
        using var bench = Partner(subAppId);
        bench.Platform.Answer(200, $$"""{"prepay_id":"{{PrepayId}}"}""");
        (await bench.PayAsync("wechat.jsapi")).Outcome.Should().Be(PayOutcome.Pending);
        bench.Platform.Requests[0].Target.Should().Be("/v3/pay/partner/transactions/jsapi");
        using var body = JsonDocument.Parse(bench.Platform.Requests[0].Body);
        var names = body.RootElement.EnumerateObject().Select(p => p.Name).ToList();
        names.Should().Contain(["sp_appid", "sp_mchid", "sub_mchid"]).And.NotContain(["appid", "mchid"]);
        names.Contains("sub_appid").Should().Be(subAppId is not null);
        body.RootElement.GetProperty("payer").EnumerateObject().Should().ContainSingle().Which.Name.Should().Be(payer);
        bench.Platform.Answers.Clear();
        bench.Platform.Answer(404, """{"code":"ORDER_NOT_EXIST","message":"m"}""");
        await bench.QueryAsync();
        await bench.CloseAsync();
        await bench.QueryRefundAsync();
        await bench.RefundAsync();
        await bench.Channel.BillAsync(new(new DateOnly(2026, 11, 19)), default);
        bench.Platform.Requests.Skip(1).Select(r => r.Target).Should().Equal(
            $"/v3/pay/partner/transactions/out-trade-no/{StubBench.Number}?sp_mchid=1900000001&sub_mchid=1900000109",
            $"/v3/pay/partner/transactions/out-trade-no/{StubBench.Number}/close",
            $"/v3/refund/domestic/refunds/{StubBench.RefundNumber}?sub_mchid=1900000109",
            "/v3/refund/domestic/refunds",
            "/v3/bill/tradebill?bill_date=2026-11-19&bill_type=ALL&tar_type=GZIP&sub_mchid=1900000109");
        Encoding.UTF8.GetString(bench.Platform.Requests[2].Body).Should().Be("""{"sp_mchid":"1900000001","sub_mchid":"1900000109"}""");
        Encoding.UTF8.GetString(bench.Platform.Requests[4].Body).Should().StartWith("""{"sub_mchid":"1900000109","transaction_id":""");
    }

    [Fact]
    public async Task A_repeat_is_the_same_bytes_though_the_settings_have_changed()
    {
        using var before = Partner(null);
        var order = before.Order();
        before.Platform.Answer(200, """{"code_url":"weixin://x"}""");
        await before.Channel.PayAsync(order, default);
        using var after = Partner("wxsub", "1900000110");
        after.Platform.Answer(200, """{"code_url":"weixin://x"}""");
        after.Time.Advance(TimeSpan.FromMinutes(3));
        await after.Channel.PayAsync(order, default);
        after.Platform.Requests[0].Body.Should().Equal(before.Platform.Requests[0].Body);
        after.Platform.Answers.Clear();
        after.Platform.Answer(404, """{"code":"ORDER_NOT_EXIST","message":"m"}""");
        await after.Channel.QueryAsync(after.Query(order), default);
        after.Platform.Requests[1].Target.Should().EndWith("&sub_mchid=1900000109", "the attempt was made for this sub-merchant");
    }

    [Fact]
    public async Task The_state_is_small_and_holds_no_secret()
    {
        using var bench = Partner("wxsub");
        var state = bench.Order().State;
        state.Version.Should().Be(1);
        state.Value.Should().Be("""{"appId":"wxd678efh567hg6787","subMerchantId":"1900000109","subAppId":"wxsub"}""");
        bench.Platform.Answer(200, """{"code_url":"weixin://x"}""");
        foreach (var odd in new[] { ChannelState.Empty, new(2, "of a later version"), new(1, "no json") })
            (await bench.Channel.PayAsync(bench.Order() with { State = odd }, default)).Outcome.Should().Be(PayOutcome.Pending);
    }

    [Fact]
    public async Task The_script_parameters_are_signed_over_app_time_nonce_and_package()
    {
        using var bench = new StubBench();
        bench.Platform.Answer(200, $$"""{"prepay_id":"{{PrepayId}}"}""");
        var fields = (await bench.PayAsync("wechat.jsapi")).Action!.Fields!;
        fields.Keys.Should().BeEquivalentTo("appId", "timeStamp", "nonceStr", "package", "signType", "paySign");
        fields["package"].Should().Be("prepay_id=" + PrepayId);
        fields["signType"].Should().Be("RSA");
        fields["timeStamp"].Should().Be("1795147200");
        Verifies(bench, fields["paySign"], $"{TestMerchant.AppId}\n{fields["timeStamp"]}\n{fields["nonceStr"]}\nprepay_id={PrepayId}\n");
    }

    [Theory]
    [InlineData(false, null, TestMerchant.MobileAppId, "1900000001")]
    [InlineData(true, null, TestMerchant.MobileAppId, "1900000109")]
    [InlineData(true, "wxsub", "wxsub", "1900000109")]
    public async Task The_app_parameters_are_signed_over_app_time_nonce_and_the_bare_id(bool partner, string? subAppId, string appId, string partnerId)
    {
        using var bench = partner ? Partner(subAppId) : new StubBench();
        bench.Platform.Answer(200, $$"""{"prepay_id":"{{PrepayId}}"}""");
        var action = (await bench.PayAsync("wechat.app")).Action!;
        action.Kind.Should().Be(PayActionKind.AppParameters);
        var fields = action.Fields!;
        fields.Keys.Should().BeEquivalentTo("appid", "partnerid", "prepayid", "package", "noncestr", "timestamp", "sign");
        fields.Should().Contain(new KeyValuePair<string, string>("appid", appId)).And.Contain(new KeyValuePair<string, string>("partnerid", partnerId));
        fields["package"].Should().Be("Sign=WXPay");
        Verifies(bench, fields["sign"], $"{appId}\n{fields["timestamp"]}\n{fields["noncestr"]}\n{PrepayId}\n");
    }

    [Fact]
    public async Task A_h5_address_lives_five_minutes_and_leads_back()
    {
        using var bench = new StubBench();
        bench.Platform.Answer(200, """{"h5_url":"https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx1&package=1"}""");
        var order = bench.Order("wechat.h5") with { ReturnUrl = new("https://shop.example/back?order=1&x=y") };
        var result = await bench.Channel.PayAsync(order with { Payer = order.Payer! with { UserAgent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)" } }, default);
        result.Action!.Content.Should().Be("https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx1&package=1&redirect_url=https%3A%2F%2Fshop.example%2Fback%3Forder%3D1%26x%3Dy");
        result.Action.ExpiresAt.Should().Be(bench.Time.GetUtcNow().AddMinutes(5));
        result.PayableUntil.Should().Be(order.ExpiresAt, "who has opened the address can pay until the order ends");
        Encoding.UTF8.GetString(bench.Platform.Requests[0].Body).Should().Contain("""
            "scene_info":{"payer_client_ip":"203.0.113.7","h5_info":{"type":"iOS"}}
            """.Trim());
    }

    [Fact]
    public async Task An_action_lives_two_hours_at_most()
    {
        using var bench = new StubBench();
        bench.Platform.Answer(200, """{"code_url":"weixin://x"}""");
        var result = await bench.Channel.PayAsync(bench.Order() with { ExpiresAt = bench.Time.GetUtcNow().AddHours(5) }, default);
        result.Action!.ExpiresAt.Should().Be(bench.Time.GetUtcNow().AddHours(2));
        result.PayableUntil.Should().Be(bench.Time.GetUtcNow().AddHours(5));
    }

    [Fact]
    public async Task WeChat_Pay_keeps_an_order_payable_for_a_minute_at_least()
    {
        using var bench = new StubBench();
        bench.Platform.Answer(200, """{"code_url":"weixin://x"}""");
        var result = await bench.Channel.PayAsync(bench.Order() with { ExpiresAt = bench.Time.GetUtcNow().AddSeconds(10) }, default);
        result.Action!.ExpiresAt.Should().Be(bench.Time.GetUtcNow().AddSeconds(10));
        result.PayableUntil.Should().Be(bench.Time.GetUtcNow().AddMinutes(1));
    }

    [Theory]
    [InlineData("wechat.jsapi", "OPENID_MISSING")]
    [InlineData("wechat.h5", "CLIENT_IP_MISSING")]
    public async Task What_a_method_needs_of_the_payer_is_asked_for_before_anything_is_sent(string method, string code)
    {
        using var bench = new StubBench();
        (await bench.Channel.PayAsync(bench.Order(method) with { Payer = null }, default)).Should().BeEquivalentTo(
            new { Outcome = PayOutcome.NotSent, Fault = new { Blame = FaultBlame.Request, RawCode = code } });
        bench.Platform.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Another_currency_is_not_sent()
    {
        using var bench = new StubBench();
        foreach (var amount in new Money[] { new(100, Currency.USD), new(100, Currency.JPY), new(100, Currency.Parse("KWD")), new(0, Currency.CNY), new(-1, Currency.CNY) })
            (await bench.Channel.PayAsync(bench.Order() with { Amount = amount }, default)).Fault!.RawCode.Should().Be("AMOUNT");
        (await bench.Channel.RefundAsync(bench.Refund(fen: 2000), default)).Outcome.Should().Be(RefundOutcome.NotSent);
        bench.Platform.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Another_channels_method_is_Unsupported()
    {
        using var bench = new StubBench();
        (await bench.PayAsync("alipay.qr")).Outcome.Should().Be(PayOutcome.Unsupported);
        (await bench.Channel.QueryAsync(bench.Query(bench.Order("alipay.qr")), default)).Status.Should().Be(AttemptStatus.Unsupported);
        (await bench.Channel.CloseAsync(bench.Close(bench.Order("alipay.qr")), default)).Outcome.Should().Be(CloseOutcome.Unsupported);
        (await bench.Channel.RefundAsync(bench.Refund() with { Method = "alipay.qr" }, default)).Outcome.Should().Be(RefundOutcome.Unsupported);
    }

    [Fact]
    public void Every_amount_is_sent_and_read_exactly()
    {
        using var bench = new StubBench();
        Prop.ForAll(Gen.Choose(1, int.MaxValue).ToArbitrary(), fen =>
        {
            bench.Platform.Answers.Clear();
            bench.Platform.Requests.Clear();
            bench.Platform.Answer(200, """{"code_url":"weixin://x"}""");
            bench.Channel.PayAsync(bench.Order(fen: fen), default).GetAwaiter().GetResult();
            bench.Platform.Answers.Clear();
            bench.Platform.Answer(200, bench.Transaction(fen: fen));
            var query = bench.QueryAsync().GetAwaiter().GetResult();
            var wanted = $"\"total\":{fen.ToString(System.Globalization.CultureInfo.InvariantCulture)},";
            return Encoding.UTF8.GetString(bench.Platform.Requests[0].Body).Contains(wanted, StringComparison.Ordinal) && query.Captured == new Money(fen, Currency.CNY);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_part_of_a_payment_is_refunded_exactly()
    {
        using var bench = new StubBench();
        Prop.ForAll(Gen.Choose(1, int.MaxValue).Two().ToArbitrary(), pair =>
        {
            var (captured, part) = (Math.Max(pair.Item1, pair.Item2), Math.Min(pair.Item1, pair.Item2));
            bench.Platform.Answers.Clear();
            bench.Platform.Requests.Clear();
            bench.Platform.Answer(200, bench.RefundAnswer(fen: part, total: captured));
            var result = bench.Channel.RefundAsync(bench.Refund(part, captured), default).GetAwaiter().GetResult();
            using var body = JsonDocument.Parse(bench.Platform.Requests[0].Body);
            var amount = body.RootElement.GetProperty("amount");
            return result.Refunded == new Money(part, Currency.CNY) && amount.GetProperty("refund").GetInt64() == part && amount.GetProperty("total").GetInt64() == captured;
        }).QuickCheckThrowOnFailure();
    }

    private static StubBench Partner(string? subAppId, string subMerchantId = "1900000109") => new(merchant =>
    {
        merchant.Mode = AccountMode.Partner;
        merchant.Settings["subMerchantId"] = subMerchantId;
        if (subAppId is not null) merchant.Settings["subAppId"] = subAppId;
    });

    private static void Verifies(StubBench bench, string signature, string text) => bench.Merchant.Key
        .VerifyData(Encoding.UTF8.GetBytes(text), Convert.FromBase64String(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).Should().BeTrue();
}
