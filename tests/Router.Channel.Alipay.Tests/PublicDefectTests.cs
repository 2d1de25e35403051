using Router.Abstractions;
using Router.Channel.Alipay.Tests.Bench;
using Router.TestKit.Compliance;

namespace Router.Channel.Alipay.Tests;

/// <summary>Mistakes that public integrations of Alipay made, each named after what they did.</summary>
public sealed class PublicDefectTests
{
    // D2: code 20000 was taken for a failure while the buyer paid.
    [Theory]
    [InlineData("isp.unknow-error")]
    [InlineData("aop.unknow-error")]
    [InlineData("ACQ.PAYMENT_AUTH_CODE_INVALID")]
    public async Task Service_unavailable_is_unknown_and_never_a_failure(string subCode)
    {
        using var canned = new Canned();
        var result = await canned.Answering("alipay.trade.pay", Canned.Refusal("20000", subCode)).PayAsync(Asks.Pay("alipay.barcode"), default);
        (result.Outcome, result.Fault!.Blame).Should().Be((PayOutcome.Unknown, FaultBlame.Channel));
    }

    // D3: a time-out or an answer that does not verify left an order that nobody asked about again.
    [Fact]
    public async Task An_answer_that_does_not_verify_is_unknown_and_the_query_finds_the_payment()
    {
        await using var shop = await Shop.OpenAsync();
        var request = Asks.Pay("alipay.barcode");
        shop.Simulator.Inject(WireFault.BadSignature);
        (await shop.PayAsync(request)).Outcome.Should().Be(PayOutcome.Unknown);
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.Paid);
    }

    // D5: a barcode payment that stayed pending was never revoked.
    [Fact]
    public void A_barcode_that_stays_pending_is_closed_by_the_engine()
    {
        var barcode = new AlipayPlugin().Manifest.Methods.Single(method => method.Name == "alipay.barcode");
        (barcode.CloseWhen, barcode.CloseAfter).Should().Be((CloseWhen.StillPending, TimeSpan.FromSeconds(45)));
        barcode.Operations.Should().Contain(ChannelOperation.Close);
    }

    // D6: TRADE_FINISHED was ignored, an order paid already got no acknowledgement, and the amount was never compared.
    [Fact]
    public async Task A_finished_trade_is_paid_and_a_repeat_is_acknowledged_alike()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, _) = await shop.PaidAsync();
        shop.Simulator.Finish(shop.Merchant.MerchantId, request.AttemptNumber);
        var told = shop.Simulator.NotifyPaid(shop.Merchant.MerchantId, request.AttemptNumber)!;
        for (var i = 0; i < 3; i++)
        {
            var result = await shop.ParseAsync(told);
            result.Acknowledge.Body.Should().Be("success");
            (result.Events.Single().Attempt!.Status, result.Events.Single().Attempt!.Captured).Should().Be((AttemptStatus.Paid, request.Amount));
        }
    }

    // D11: a refund gave back everything, whatever part was asked for.
    [Fact]
    public async Task A_refund_gives_back_what_was_asked_and_no_more()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, paid) = await shop.PaidAsync();
        await shop.RefundAsync(request.Refund(paid.ChannelTransactionId!, 1));
        shop.Simulator.Entries.Single(entry => !entry.IsCapture).Amount.Minor.Should().Be(1);
    }

    // D12: the buyer's return was taken for a payment. It is signed with the same key, and it is no notification.
    [Fact]
    public async Task A_buyers_return_is_no_proof()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, _) = await shop.PaidAsync();
        var back = shop.Simulator.Notify(shop.Merchant.MerchantId, request.AttemptNumber, fields =>
        {
            foreach (var name in new[] { "trade_status", "notify_type", "notify_id", "notify_time" }) fields.Remove(name);
            fields["method"] = "alipay.trade.page.pay.return";
            fields["timestamp"] = "2026-11-20 12:00:00";
        })!;
        var result = await shop.ParseAsync(back);
        result.Verdict.Should().Be(NotificationVerdict.Rejected);
        result.Events.Should().BeEmpty();
    }

    // D15: another account's keys were used. Both accounts work side by side here, and each believes its own messages only.
    [Fact]
    public async Task Two_accounts_at_once_keep_their_keys_apart()
    {
        await using var first = await Shop.OpenAsync();
        await using var second = await Shop.OpenAsync(usesCertificates: true);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? first : second).PaidAsync(number: $"A00000000000001{i}")));
        (await second.ParseAsync(first.Simulator.NotifyPaid(first.Merchant.MerchantId, "A000000000000010")!)).Verdict.Should().Be(NotificationVerdict.Rejected);
        (await first.ParseAsync(second.Simulator.NotifyPaid(second.Merchant.MerchantId, "A000000000000011")!)).Verdict.Should().Be(NotificationVerdict.Rejected);
    }

    // D18: the signed text was logged with the key in it.
    [Fact]
    public async Task Nothing_that_is_signed_is_logged()
    {
        await using var shop = await Shop.OpenAsync(usesCertificates: true);
        shop.Simulator.RotateCertificate();
        await shop.PaidAsync();
        shop.Host.Lines.Should().NotBeEmpty();
        shop.Host.Lines.Should().NotContain(line => line.Contains("biz_content") || line.Contains("sign=") || line.Contains("MII"));
    }
}
