using Router.Abstractions;
using Router.Core.Ids;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Tests.Engine;
using Router.Core.Tests.Health;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Payments;

/// The messages to merchants, byte for byte: their receivers read these members.
public class OrderMessagesTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly IdSource s_ids = new(new HealthClock(), new SeededRandom(1));
    private static readonly Uri s_url = new("https://shop.example/notify");

    private static readonly Attempt s_captured = OrderSamples.Attempt("A1", state: AttemptState.Captured) with
    {
        ChannelTransactionId = "T1",
        Captured = new Money(1001, Currency.CNY),
        PaidAt = new DateTimeOffset(2026, 3, 2, 7, 59, 58, TimeSpan.Zero),
    };

    private static readonly PaymentOrder s_paying = Order(PaymentState.Paying) with { Attempts = [s_captured] };

    [Fact]
    public void A_payment_that_succeeded_is_told_with_who_took_it()
    {
        var told = Single(s_paying, s_paying with { State = PaymentState.Succeeded, WinningAttempt = "A1" });
        told.Body.Should().Be("""
            {"type":"payment.succeeded","timestamp":"2026-03-02T08:00:00+00:00","data":{"paymentId":"pay00000001","merchantOrderNo":"order-1","state":"succeeded",
            "amount":1001,"currency":"CNY","refundedAmount":0,"method":"wechat.native","account":"acct-a","attempt":"A1","channelTransactionId":"T1",
            "paidAt":"2026-03-02T07:59:58+00:00"}}
            """.ReplaceLineEndings(""));
        told.Should().BeEquivalentTo(new OutboxRecord
        {
            Id = told.Id,
            Type = "payment.succeeded",
            Merchant = "shop",
            PaymentId = "pay00000001",
            Url = s_url,
            Body = told.Body,
            CreatedAt = s_now,
            DueAt = s_now,
            State = OutboxState.Waiting,
        });
        told.Id.Should().StartWith("msg_").And.HaveLength(27);
    }

    [Fact]
    public void A_winner_of_which_no_time_is_known_is_told_without_it() =>
        Single(s_paying, s_paying with { State = PaymentState.Succeeded, WinningAttempt = "A1", Attempts = [s_captured with { PaidAt = null }] }).Body
            .Should().EndWith("\"channelTransactionId\":\"T1\"}}");

    [Theory]
    [InlineData(PaymentState.Failed, "payment.failed", "failed")]
    [InlineData(PaymentState.Closed, "payment.closed", "closed")]
    [InlineData(PaymentState.Suspense, "payment.suspense", "suspense")]
    public void An_end_without_a_winner_is_told_with_its_reason(PaymentState state, string type, string word) =>
        Single(s_paying, s_paying with { State = state, ReasonCode = "expired" }).Body.Should().Be($$$"""
            {"type":"{{{type}}}","timestamp":"2026-03-02T08:00:00+00:00","data":{"paymentId":"pay00000001","merchantOrderNo":"order-1","state":"{{{word}}}",
            "reason":"expired","amount":1001,"currency":"CNY","refundedAmount":0}}
            """.ReplaceLineEndings(""));

    [Theory]
    [InlineData(PaymentState.Created)]
    [InlineData(PaymentState.Challenged)]
    [InlineData(PaymentState.Paying)]
    [InlineData(PaymentState.InDoubt)]
    public void What_is_under_way_is_not_told(PaymentState state) => Types(Order(PaymentState.Created), Order(state)).Should().BeEmpty();

    [Fact]
    public void A_state_is_told_once_and_of_a_new_order_too()
    {
        Types(null, Order(PaymentState.Failed)).Should().Equal("payment.failed");
        Types(Order(PaymentState.Failed), Order(PaymentState.Failed)).Should().BeEmpty();
        Types(null, Order(PaymentState.Created)).Should().BeEmpty();
    }

    [Fact]
    public void Money_that_went_back_is_told_with_its_sum()
    {
        var paid = s_paying with { State = PaymentState.Succeeded };
        Types(paid, paid with { RefundedMinor = 0 }).Should().BeEmpty();
        Types(paid with { RefundedMinor = 5 }, paid with { RefundedMinor = 4 }).Should().BeEmpty();
        Types(null, paid with { RefundedMinor = 5 }).Should().Equal("payment.succeeded");
        Single(paid, paid with { RefundedMinor = 5 }).Body.Should().Be(
            """{"type":"payment.refunded","timestamp":"2026-03-02T08:00:00+00:00","data":{"paymentId":"pay00000001","merchantOrderNo":"order-1","state":"succeeded","amount":1001,"currency":"CNY","refundedAmount":5}}""");
    }

    [Fact]
    public void Each_orphan_capture_is_told_once_when_it_becomes_one()
    {
        var two = s_paying with { Attempts = [s_captured, OrderSamples.Attempt("A2", state: AttemptState.Captured)] };
        var orphans = two with { Attempts = [.. two.Attempts.Select(a => a with { IsOrphan = true })] };
        Types(two, orphans).Should().Equal("payment.orphan_capture", "payment.orphan_capture");
        Types(orphans, orphans).Should().BeEmpty();
        Types(two with { Attempts = [orphans.Attempts[0], two.Attempts[1]] }, orphans).Should().Equal("payment.orphan_capture");
        Types(null, orphans).Should().HaveCount(2);
    }

    [Fact]
    public void A_merchant_without_an_address_finds_his_messages_in_the_list_and_none_is_sent()
    {
        var order = s_paying with { Terms = s_paying.Terms with { MerchantNotifyUrl = null } };
        var told = Single(order, order with { State = PaymentState.Closed });
        (told.Url, told.DueAt, told.State).Should().Be((null, null, OutboxState.Delivered));
    }

    [Fact]
    public void A_refund_is_told_with_its_payment()
    {
        var refund = OrderSamples.Refund(1, "pay00000001") with { State = RefundState.Failed, ReasonCode = "refused" };
        var told = OrderMessages.ForRefund(s_paying with { RefundedMinor = 7 }, refund, s_ids, s_now);
        (told.Type, told.RefundId, told.PaymentId).Should().Be(("refund.failed", "ref00000001", "pay00000001"));
        told.Body.Should().Be("""
            {"type":"refund.failed","timestamp":"2026-03-02T08:00:00+00:00","data":{"refundId":"ref00000001","merchantRefundNo":"refund-1","paymentId":"pay00000001",
            "merchantOrderNo":"order-1","state":"failed","reason":"refused","amount":100,"currency":"CNY","refundedAmount":7}}
            """.ReplaceLineEndings(""));
        var orphan = OrderMessages.ForRefund(s_paying, refund with { MerchantRefundNo = "orphan:A1", State = RefundState.Succeeded, ReasonCode = null }, s_ids, s_now);
        orphan.Type.Should().Be("orphan_refund.succeeded");
        orphan.Body.Should().Be("""
            {"type":"orphan_refund.succeeded","timestamp":"2026-03-02T08:00:00+00:00","data":{"refundId":"ref00000001","merchantRefundNo":"orphan:A1","paymentId":"pay00000001",
            "merchantOrderNo":"order-1","state":"succeeded","amount":100,"currency":"CNY","refundedAmount":0}}
            """.ReplaceLineEndings(""));
    }

    private static PaymentOrder Order(PaymentState state)
    {
        var order = OrderSamples.Payment(1);
        return order with { State = state, Terms = order.Terms with { MerchantNotifyUrl = s_url } };
    }

    private static OutboxRecord Single(PaymentOrder? before, PaymentOrder after) => OrderMessages.Between(before, after, s_ids, s_now).Should().ContainSingle().Subject;

    private static IEnumerable<string> Types(PaymentOrder? before, PaymentOrder after) => OrderMessages.Between(before, after, s_ids, s_now).Select(m => m.Type);
}
