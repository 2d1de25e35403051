using Router.Abstractions;
using Router.Channel.WeChatPay.Tests.Bench;

namespace Router.Channel.WeChatPay.Tests;

/// <summary>Defects read in public systems, as far as a channel can have them.</summary>
public sealed class DefectTests
{
    [Fact]
    public async Task A_close_of_a_paid_order_never_says_closed()
    {
        // D1: an order was closed by age alone while the buyer paid it.
        using var bench = new StubBench();
        bench.Platform.Answer(204, "");
        bench.Platform.Answer(200, bench.Transaction());
        (await bench.CloseAsync()).Outcome.Should().Be(CloseOutcome.AlreadyPaid);
    }

    [Fact]
    public async Task A_bank_that_is_busy_has_not_refused()
    {
        // D2: "unknown" was taken for failed.
        using var bench = new StubBench();
        bench.Platform.Answer(500, """{"code":"BANK_ERROR","message":"银行系统异常"}""");
        (await bench.PayAsync()).Outcome.Should().Be(PayOutcome.Unknown);
    }

    [Fact]
    public async Task A_refund_whose_answer_is_lost_is_not_failed()
    {
        // D4: an I/O error confirmed a refund as failed, and it ran twice.
        using var bench = new StubBench();
        bench.Platform.Throw(new HttpRequestException(HttpRequestError.ResponseEnded));
        (await bench.RefundAsync()).Outcome.Should().Be(RefundOutcome.Unknown);
        bench.Platform.Requests.Should().ContainSingle("D13: nothing is retried by the channel");
    }

    [Fact]
    public async Task A_badly_signed_answer_is_not_a_failed_payment()
    {
        // D3, D9: time-outs and bad signatures ended as "not paid", final.
        using var bench = new StubBench();
        bench.Platform.Answer(200, bench.Transaction("PAYERROR"), signed: false);
        (await bench.QueryAsync()).Status.Should().Be(AttemptStatus.Unknown);
    }

    [Fact]
    public async Task A_partial_refund_sends_the_part()
    {
        // D11: a refund ignored its amount.
        using var bench = new StubBench();
        bench.Platform.Answer(200, bench.RefundAnswer("PROCESSING"));
        await bench.RefundAsync();
        System.Text.Encoding.UTF8.GetString(bench.Platform.Requests[0].Body).Should().Contain("\"amount\":{\"refund\":500,\"total\":1999,\"currency\":\"CNY\"}");
    }

    [Fact]
    public async Task Two_accounts_used_at_once_sign_each_with_its_own_key()
    {
        // D15: another tenant's keys signed what ran at the same time.
        using var first = new StubBench();
        using var second = new StubBench(merchant => merchant.Settings["appId"] = "wxsecond", key: 1);
        foreach (var bench in new[] { first, second }) bench.Platform.Answer(200, """{"prepay_id":"wx1"}""");
        var paid = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            var bench = i % 2 == 0 ? first : second;
            await Task.Yield();
            return (Bench: bench, (await bench.Channel.PayAsync(bench.Order("wechat.jsapi"), default)).Action!.Fields);
        }));
        foreach (var (bench, fields) in paid)
        {
            var text = $"{fields!["appId"]}\n{fields["timeStamp"]}\n{fields["nonceStr"]}\n{fields["package"]}\n";
            bench.Merchant.Key.VerifyData(
                System.Text.Encoding.UTF8.GetBytes(text), Convert.FromBase64String(fields["paySign"]), System.Security.Cryptography.HashAlgorithmName.SHA256,
                System.Security.Cryptography.RSASignaturePadding.Pkcs1).Should().BeTrue();
        }
    }

    [Fact]
    public async Task A_query_carries_no_notify_url()
    {
        using var bench = new StubBench();
        bench.Platform.Answer(200, bench.Transaction());
        await bench.QueryAsync();
        bench.Platform.Requests[0].Target.Should().NotContain("notify");
        bench.Platform.Requests[0].Body.Should().BeEmpty();
    }

    [Fact]
    public async Task No_key_is_ever_logged()
    {
        // D18: the text that was signed was logged, key and all.
        using var bench = new StubBench(merchant => merchant.Settings.Remove("publicKeys"));
        bench.Platform.Answer(401, """{"code":"SIGN_ERROR","message":"m"}""", signed: false);
        await bench.PayAsync();
        bench.Host.Logged.Should().ContainSingle().Which.Should().NotContainAny(bench.Merchant.ApiV3Key, "PRIVATE", "signature=");
    }
}
