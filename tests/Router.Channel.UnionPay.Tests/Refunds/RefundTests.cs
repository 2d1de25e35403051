using Router.Abstractions;
using Router.Channel.UnionPay.Refunds;
using Router.Channel.UnionPay.Tests.Support;

namespace Router.Channel.UnionPay.Tests.Refunds;

public sealed class RefundTests
{
    private readonly TestHost _host = new();

    [Fact]
    public async Task It_is_a_04_of_its_own_number_and_time_on_the_payments_queryId()
    {
        _host.Network.Reply(a => a["queryId"] = "882611201205060674029");
        var channel = Bench.Open(_host);
        var result = await channel.RefundAsync(Bench.Refund(channel, Bench.Pay(channel)), default);
        result.Outcome.Should().Be(RefundOutcome.Processing, "00 means accepted, not done");
        result.ChannelRefundId.Should().Be("882611201205060674029");
        var (address, fields) = _host.Network.Sent.Single();
        address.AbsolutePath.Should().Be("/gateway/api/backTransReq.do");
        fields.Should().Contain("txnType", "04").And.Contain("txnSubType", "00").And.Contain("bizType", "000201").And.Contain("orderId", "R2026112000000001")
            .And.Contain("txnTime", "20261120120500").And.Contain("origQryId", "782611201200060674028").And.Contain("txnAmt", "500").And.Contain("currencyCode", "156")
            .And.Contain("reqReserved", "A2026112000000001").And.Contain("backUrl", "https://shop.example/notify/unionpay/unionpay-main");
    }

    [Fact]
    public async Task The_payments_kept_queryId_serves_where_the_request_has_none()
    {
        var channel = Bench.Open(_host);
        var refund = Bench.Refund(channel, Bench.Pay(channel)) with
        {
            ChannelTransactionId = "",
            PaymentState = new(1, """{"t":"20261120120000","q":"782611201200060674099"}"""),
        };
        await channel.RefundAsync(refund, default);
        _host.Network.Sent.Single().Fields.Should().Contain("origQryId", "782611201200060674099");
        (await channel.RefundAsync(refund with { PaymentState = ChannelState.Empty }, default)).Outcome.Should().Be(RefundOutcome.NotSent);
        _host.Network.Sent.Should().ContainSingle();
    }

    [Theory]
    [InlineData("merId", "777290058110048")]
    [InlineData("orderId", "R2026112000000009")]
    [InlineData("txnTime", "20261120120000")]
    [InlineData("txnAmt", "501")]
    [InlineData("origQryId", "1")]
    public async Task An_answer_about_another_refund_is_Unknown(string field, string value)
    {
        _host.Network.Reply(a => a[field] = value);
        var channel = Bench.Open(_host);
        (await channel.RefundAsync(Bench.Refund(channel, Bench.Pay(channel)), default)).Outcome.Should().Be(RefundOutcome.Unknown);
    }

    [Theory]
    [InlineData("merId", "777290058110048")]
    [InlineData("orderId", "A2026112000000001")]
    [InlineData("txnTime", "20261120120000")]
    [InlineData("txnType", "01")]
    [InlineData("queryId", "")]
    [InlineData("currencyCode", "840")]
    [InlineData("txnAmt", "")]
    public async Task A_success_that_does_not_fit_is_Unknown(string field, string value)
    {
        (await QueryAsync(a => a[field] = value)).Outcome.Should().Be(RefundOutcome.Unknown);
    }

    // The repeat's txnTime never gets younger.
    [Fact]
    public async Task Outside_the_hours_is_not_later_for_ever()
    {
        _host.Network.Reply(a => a["respCode"] = "39");
        var channel = Bench.Open(_host);
        var refund = Bench.Refund(channel, Bench.Pay(channel));
        _host.Clock.Advance(TimeSpan.FromMinutes(5) + RefundCalls.TxnTimeHolds);
        (await channel.RefundAsync(refund, default)).Outcome.Should().Be(RefundOutcome.RetryLater);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await channel.RefundAsync(refund, default)).Should().Match<RefundResult>(r => r.Outcome == RefundOutcome.Unknown && r.Fault!.RawCode == "39");
    }

    [Fact]
    public async Task It_is_asked_for_by_its_own_number_and_time()
    {
        var result = await QueryAsync(_ => { });
        result.Outcome.Should().Be(RefundOutcome.Succeeded);
        result.Refunded.Should().Be(new Money(500, Currency.CNY));
        result.ChannelRefundId.Should().Be("882611201205060674029");
        result.RefundedAt.Should().Be(TestKeys.Start.AddMinutes(5).AddSeconds(7));
        _host.Network.Sent.Single().Fields.Should().Contain("orderId", "R2026112000000001").And.Contain("txnTime", "20261120120500");
    }

    [Fact]
    public async Task No_connection_is_NotSent_and_a_broken_one_Unknown()
    {
        var channel = Bench.Open(_host);
        var refund = Bench.Refund(channel, Bench.Pay(channel));
        (await channel.RefundAsync(refund, default)).Outcome.Should().Be(RefundOutcome.NotSent);
        _host.Network.Answer = _ => throw new HttpRequestException(HttpRequestError.ResponseEnded);
        (await channel.RefundAsync(refund, default)).Outcome.Should().Be(RefundOutcome.Unknown);
    }

    [Fact]
    public async Task What_UnionPay_cannot_express_is_not_sent()
    {
        var channel = Bench.Open(_host);
        var refund = Bench.Refund(channel, Bench.Pay(channel));
        (await channel.RefundAsync(refund with { Amount = new(5, Currency.USD) }, default)).Outcome.Should().Be(RefundOutcome.NotSent);
        (await channel.RefundAsync(refund with { Amount = new(2000, Currency.CNY) }, default)).Outcome.Should().Be(RefundOutcome.NotSent, "1999 was captured");
        (await channel.RefundAsync(refund with { RefundNumber = "R12" }, default)).Outcome.Should().Be(RefundOutcome.NotSent);
        (await channel.RefundAsync(refund with { Method = "unionpay.qr" }, default)).Outcome.Should().Be(RefundOutcome.Unsupported);
        _host.Network.Sent.Should().BeEmpty();
    }

    private async Task<RefundResult> QueryAsync(Action<Dictionary<string, string>> change)
    {
        _host.Network.Reply(a =>
        {
            (a["origRespCode"], a["txnType"], a["txnAmt"], a["currencyCode"]) = ("00", "04", "500", "156");
            (a["queryId"], a["traceTime"]) = ("882611201205060674029", "1120120507");
            change(a);
        });
        var channel = Bench.Open(_host);
        return await channel.QueryRefundAsync(new() { Refund = Bench.Refund(channel, Bench.Pay(channel)) }, default);
    }
}
