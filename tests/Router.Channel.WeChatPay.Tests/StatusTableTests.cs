using Router.Abstractions;
using Router.Channel.WeChatPay.Tests.Bench;

namespace Router.Channel.WeChatPay.Tests;

public sealed class StatusTableTests
{
    [Theory]
    [InlineData("SUCCESS", AttemptStatus.Paid)]
    [InlineData("REFUND", AttemptStatus.Paid)]
    [InlineData("NOTPAY", AttemptStatus.Pending)]
    [InlineData("USERPAYING", AttemptStatus.Pending)]
    [InlineData("ACCEPT", AttemptStatus.Pending)]
    [InlineData("CLOSED", AttemptStatus.Closed)]
    [InlineData("REVOKED", AttemptStatus.Closed)]
    [InlineData("PAYERROR", AttemptStatus.Pending)]
    [InlineData("success", AttemptStatus.Unknown)]
    [InlineData("SOMETHING_NEW", AttemptStatus.Unknown)]
    [InlineData("", AttemptStatus.Unknown)]
    public async Task A_trade_state_is(string state, AttemptStatus expected)
    {
        using var bench = new StubBench();
        bench.Platform.Answer(200, bench.Transaction(state));
        var query = await bench.QueryAsync();
        query.Status.Should().Be(expected);
        query.MustClose.Should().Be(state == "PAYERROR", "the buyer may try again with what the order gave him");
        if (expected != AttemptStatus.Paid) query.Captured.Should().BeNull();
        else query.Should().BeEquivalentTo(new { Captured = new Money(1999, Currency.CNY), ChannelTransactionId = StubBench.TransactionId, PaidAt = new DateTimeOffset(2026, 11, 20, 4, 1, 2, TimeSpan.Zero) });
    }

    [Theory]
    [InlineData("SUCCESS", RefundOutcome.Succeeded)]
    [InlineData("PROCESSING", RefundOutcome.Processing)]
    [InlineData("CLOSED", RefundOutcome.Closed)]
    [InlineData("ABNORMAL", RefundOutcome.Processing)]
    [InlineData("FAIL", RefundOutcome.Unknown)]
    [InlineData("", RefundOutcome.Unknown)]
    public async Task A_refunds_status_is(string status, RefundOutcome expected)
    {
        using var bench = new StubBench();
        bench.Platform.Answer(200, bench.RefundAnswer(status));
        foreach (var refund in new[] { await bench.RefundAsync(), await bench.QueryRefundAsync() })
        {
            refund.Outcome.Should().Be(expected);
            refund.ChannelRefundId.Should().Be("50000000382019052709732678859");
            (refund.Refunded is not null).Should().Be(expected == RefundOutcome.Succeeded);
            (refund.Fault is not null).Should().Be(status == "ABNORMAL" || expected == RefundOutcome.Unknown);
        }
    }

    [Theory]
    [InlineData("""{"amount":{"total":1999,"currency":"CNY"}}""")]
    [InlineData("""{"transaction_id":"","amount":{"total":1999,"currency":"CNY"}}""")]
    [InlineData("""{"transaction_id":"42"}""")]
    [InlineData("""{"transaction_id":"42","amount":{"total":0,"currency":"CNY"}}""")]
    [InlineData("""{"transaction_id":"42","amount":{"total":-1,"currency":"CNY"}}""")]
    [InlineData("""{"transaction_id":"42","amount":{"total":19.99,"currency":"CNY"}}""")]
    [InlineData("""{"transaction_id":"42","amount":{"total":"1999","currency":"CNY"}}""")]
    [InlineData("""{"transaction_id":"42","amount":{"total":1999,"currency":"XXX"}}""")]
    [InlineData("""{"transaction_id":"42","amount":{"total":1999,"currency":null}}""")]
    [InlineData("""{"transaction_id":42,"amount":{"total":1999,"currency":"CNY"}}""")]
    public async Task A_paid_transaction_without_id_or_amount_proves_nothing(string members)
    {
        using var bench = new StubBench();
        bench.Platform.Answer(200, $$"""{"mchid":"{{bench.Merchant.MerchantId}}","out_trade_no":"{{StubBench.Number}}","trade_state":"SUCCESS",{{members[1..]}}""");
        (await bench.QueryAsync()).Status.Should().Be(AttemptStatus.Unknown);
    }
}
