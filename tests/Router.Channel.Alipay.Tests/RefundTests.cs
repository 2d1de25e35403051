using Router.Abstractions;
using Router.Channel.Alipay.Tests.Bench;
using Router.TestKit.Compliance;

namespace Router.Channel.Alipay.Tests;

public sealed class RefundTests
{
    [Fact]
    public async Task A_refund_in_parts_is_told_part_by_part()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, paid) = await shop.PaidAsync();
        foreach (var (fen, number) in new[] { (999L, "R000000000000001"), (1000L, "R000000000000002") })
        {
            var refund = request.Refund(paid.ChannelTransactionId!, fen, number);
            var result = await shop.RefundAsync(refund);
            (result.Outcome, result.Refunded).Should().Be((RefundOutcome.Succeeded, new Money(fen, Currency.CNY)), "refund_fee is the sum of all of them");
            (await shop.QueryRefundAsync(refund)).Refunded.Should().Be(new Money(fen, Currency.CNY));
        }
    }

    [Fact]
    public async Task A_repeated_refund_moves_nothing_and_is_asked_about()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, paid) = await shop.PaidAsync();
        var refund = request.Refund(paid.ChannelTransactionId!, 500);
        await shop.RefundAsync(refund);
        var again = await shop.RefundAsync(refund);
        (again.Outcome, again.NextQueryAt).Should().Be((RefundOutcome.Processing, Asks.Now.AddSeconds(10)));
        (await shop.QueryRefundAsync(refund)).Outcome.Should().Be(RefundOutcome.Succeeded);
        shop.Simulator.Entries.Count(entry => !entry.IsCapture).Should().Be(1);
    }

    [Fact]
    public async Task A_refund_number_with_another_amount_is_unknown()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, paid) = await shop.PaidAsync();
        await shop.RefundAsync(request.Refund(paid.ChannelTransactionId!, 500));
        (await shop.RefundAsync(request.Refund(paid.ChannelTransactionId!, 501))).Outcome.Should().Be(RefundOutcome.Unknown);
    }

    [Fact]
    public async Task A_finished_trade_gives_nothing_back()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, paid) = await shop.PaidAsync();
        shop.Simulator.Finish(shop.Merchant.MerchantId, request.AttemptNumber);
        (await shop.RefundAsync(request.Refund(paid.ChannelTransactionId!, 500))).Outcome.Should().Be(RefundOutcome.Failed);
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.Paid);
    }

    [Theory]
    [InlineData("\"fund_change\":\"Y\",\"refund_fee\":\"5.00\"", RefundOutcome.Succeeded)]
    [InlineData("\"fund_change\":\"Y\",\"refund_fee\":\"19.99\"", RefundOutcome.Succeeded)]
    [InlineData("\"fund_change\":\"Y\",\"refund_fee\":\"4.99\"", RefundOutcome.Unknown)]
    [InlineData("\"fund_change\":\"Y\",\"refund_fee\":\"20.00\"", RefundOutcome.Unknown)]
    [InlineData("\"fund_change\":\"Y\"", RefundOutcome.Unknown)]
    [InlineData("\"fund_change\":\"N\",\"refund_fee\":\"5.00\"", RefundOutcome.Processing)]
    [InlineData("\"fund_change\":\"maybe\",\"refund_fee\":\"5.00\"", RefundOutcome.Unknown)]
    [InlineData("\"refund_fee\":\"5.00\"", RefundOutcome.Unknown)]
    public async Task Whether_money_moved_is_what_fund_change_says(string said, RefundOutcome expected)
    {
        using var canned = new Canned();
        var refund = Asks.Pay("alipay.page").Refund("T1", 500);
        var inner = $$"""{"code":"10000","out_trade_no":"{{refund.AttemptNumber}}","trade_no":"T1",{{said}}}""";
        (await canned.Answering("alipay.trade.refund", inner).RefundAsync(refund, default)).Outcome.Should().Be(expected);
        foreach (var other in new[] { inner.Replace("\"T1\"", "\"T2\"", StringComparison.Ordinal), inner.Replace(refund.AttemptNumber, "B000000000000009", StringComparison.Ordinal) })
            (await canned.Answering("alipay.trade.refund", other).RefundAsync(refund, default)).Outcome.Should().Be(RefundOutcome.Unknown);
    }

    [Fact]
    public async Task The_balance_that_is_too_low_is_tried_again_later()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, paid) = await shop.PaidAsync();
        shop.Simulator.Inject(WireFault.Refused);
        var refund = request.Refund(paid.ChannelTransactionId!, 500);
        (await shop.RefundAsync(refund)).Outcome.Should().Be(RefundOutcome.RetryLater);
        (await shop.RefundAsync(refund)).Outcome.Should().Be(RefundOutcome.Succeeded);
    }

    [Fact]
    public async Task The_answer_about_another_refund_is_unknown()
    {
        using var canned = new Canned();
        var refund = Asks.Pay("alipay.page").Refund("T1", 500);
        var inner = $$"""{"code":"10000","out_trade_no":"{{refund.AttemptNumber}}","trade_no":"T1","out_request_no":"R9","refund_status":"REFUND_SUCCESS","refund_amount":"5.00"}""";
        (await canned.Answering("alipay.trade.fastpay.refund.query", inner).QueryRefundAsync(new() { Refund = refund }, default)).Outcome.Should().Be(RefundOutcome.Unknown);
    }
}
