using System.Text;
using Router.Abstractions;
using Router.Channel.Alipay.Orders;
using Router.Channel.Alipay.Tests.Bench;
using Router.TestKit.Compliance;

namespace Router.Channel.Alipay.Tests;

/// <summary>Attempts from their beginning to their end, spoken on the wire.</summary>
public sealed class OrderTests
{
    [Theory]
    [InlineData("alipay.page", "redirect", PayActionKind.Redirect)]
    [InlineData("alipay.page", "form", PayActionKind.Form)]
    [InlineData("alipay.wap", "redirect", PayActionKind.Redirect)]
    [InlineData("alipay.wap", "form", PayActionKind.Form)]
    [InlineData("alipay.app", "redirect", PayActionKind.AppParameters)]
    [InlineData("alipay.qr", "redirect", PayActionKind.QrCode)]
    public async Task An_order_is_not_at_Alipay_before_the_buyer_opens_it(string method, string pageAction, PayActionKind kind)
    {
        await using var shop = await Shop.OpenAsync(pageAction: pageAction);
        var request = Asks.Pay(method);
        var result = await shop.PayAsync(request);
        (result.Outcome, result.Action!.Kind, result.Action.ExpiresAt).Should().Be((PayOutcome.Pending, kind, request.ExpiresAt));

        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.NotFound);
        (await shop.CloseAsync(request)).Outcome.Should().Be(CloseOutcome.NotFound);
        (await shop.Simulator.ActAsync(BuyerAct.Pay, shop.Merchant.MerchantId, request, result.Action)).Should().BeTrue("not found closes nothing");

        var query = await shop.QueryAsync(request);
        (query.Status, query.Captured, query.PaidAt).Should().Be((AttemptStatus.Paid, request.Amount, Asks.Now));
        (await shop.CloseAsync(request)).Outcome.Should().Be(CloseOutcome.AlreadyPaid);
    }

    [Fact]
    public async Task An_opened_and_unpaid_order_is_closed_once_and_for_all()
    {
        await using var shop = await Shop.OpenAsync();
        var request = Asks.Pay("alipay.page");
        var action = (await shop.PayAsync(request)).Action;
        await shop.Simulator.ActAsync(BuyerAct.FailToPay, shop.Merchant.MerchantId, request, action);

        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.Pending);
        (await shop.CloseAsync(request)).Outcome.Should().Be(CloseOutcome.Closed);
        (await shop.CloseAsync(request)).Outcome.Should().Be(CloseOutcome.Closed, "the state does not allow it because it is closed");
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.Closed);
        (await shop.Simulator.ActAsync(BuyerAct.Pay, shop.Merchant.MerchantId, request, action)).Should().BeFalse();
    }

    [Fact]
    public async Task An_order_expires_at_Alipay_when_its_action_says()
    {
        await using var shop = await Shop.OpenAsync();
        var request = Asks.Pay("alipay.wap");
        var action = (await shop.PayAsync(request)).Action;
        shop.Time.AdvanceTo(action!.ExpiresAt!.Value);
        (await shop.Simulator.ActAsync(BuyerAct.Pay, shop.Merchant.MerchantId, request, action)).Should().BeFalse();
    }

    [Fact]
    public async Task A_barcode_that_wants_a_password_is_pending_and_then_paid()
    {
        await using var shop = await Shop.OpenAsync();
        var request = Asks.Pay("alipay.barcode") with { AuthCode = "287634438256643941" };
        var result = await shop.PayAsync(request);
        (result.Outcome, result.Action!.Kind, result.MustClose).Should().Be((PayOutcome.Pending, PayActionKind.Wait, false));
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.Pending);
        await shop.Simulator.ActAsync(BuyerAct.Pay, shop.Merchant.MerchantId, request, result.Action);
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.Paid);
    }

    [Fact]
    public async Task A_pending_barcode_is_cancelled_as_closed()
    {
        await using var shop = await Shop.OpenAsync();
        var request = Asks.Pay("alipay.barcode") with { AuthCode = "287634438256643941" };
        await shop.PayAsync(request);
        (await shop.CloseAsync(request)).Outcome.Should().Be(CloseOutcome.Closed);
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.Closed);
        shop.Simulator.Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task A_paid_barcode_is_cancelled_as_reversed_and_stays_so()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, paid) = await shop.PaidAsync();
        var close = await shop.CloseAsync(request, paid.State);
        (close.Outcome, close.Reversed, close.ChannelTransactionId).Should().Be((CloseOutcome.Reversed, request.Amount, paid.ChannelTransactionId));
        var query = await shop.QueryAsync(request, close.State);
        (query.Status, query.Captured).Should().Be((AttemptStatus.Reversed, request.Amount));
        (await shop.CloseAsync(request, close.State)).Outcome.Should().Be(CloseOutcome.Reversed, "a repeat says the same");
        shop.Simulator.Entries.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_reverse_whose_answer_was_lost_is_never_taken_for_paid()
    {
        await using var shop = await Shop.OpenAsync();
        var request = Asks.Pay("alipay.barcode");
        shop.Simulator.Inject(WireFault.DropAnswer);
        (await shop.PayAsync(request)).Outcome.Should().Be(PayOutcome.Unknown);
        shop.Simulator.Inject(WireFault.DropAnswer);
        var lost = await shop.CloseAsync(request);
        lost.Outcome.Should().Be(CloseOutcome.Unknown);

        (await shop.QueryAsync(request, lost.State)).Status.Should().Be(AttemptStatus.Reversed, "the state says that a cancel was asked for");
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.Unknown, "without that state it cannot be told");
        (await shop.CloseAsync(request)).Outcome.Should().Be(CloseOutcome.Reversed);
    }

    [Fact]
    public async Task A_cancel_whose_answer_was_not_waited_for_is_remembered()
    {
        using var canned = new Canned();
        using var cancellation = new CancellationTokenSource();
        var request = Asks.Pay("alipay.barcode");
        var channel = canned.Open(new FixedAnswers(_ =>
        {
            cancellation.Cancel();
            throw new OperationCanceledException(cancellation.Token);
        }));

        var given = await channel.CloseAsync(request.Close(AttemptMemory.Fresh.ToState()), cancellation.Token);

        given.Outcome.Should().Be(CloseOutcome.Unknown);
        AttemptMemory.Read(given.State!).CancelAsked.Should().BeTrue();
        var standing = await canned.Answering("alipay.trade.query", TableTests.Trade(request, "TRADE_SUCCESS")).QueryAsync(request.Query(given.State), default);
        standing.Status.Should().Be(AttemptStatus.Paid, "the cancel is still on its way");
        var back = canned.Answering("alipay.trade.query", TableTests.Trade(request, "TRADE_CLOSED", ",\"send_pay_date\":\"2026-11-20 12:01:00\""));
        (await back.QueryAsync(request.Query(standing.State), default)).Status.Should().Be(AttemptStatus.Reversed, "goods must not go out for it");
    }

    [Fact]
    public async Task A_fully_refunded_barcode_stays_paid()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, paid) = await shop.PaidAsync();
        (await shop.RefundAsync(request.Refund(paid.ChannelTransactionId!, 1999))).Outcome.Should().Be(RefundOutcome.Succeeded);
        (await shop.QueryAsync(request, paid.State)).Status.Should().Be(AttemptStatus.Paid);
    }

    [Fact]
    public async Task A_cancel_of_a_number_that_Alipay_does_not_know_is_not_found()
    {
        await using var shop = await Shop.OpenAsync();
        (await shop.CloseAsync(Asks.Pay("alipay.barcode"))).Outcome.Should().Be(CloseOutcome.NotFound);
    }

    [Theory]
    [InlineData("""{"code":"10000","out_trade_no":"A000000000000001","retry_flag":"Y","action":"close"}""", CloseOutcome.Unknown)]
    [InlineData("""{"code":"10000","out_trade_no":"A000000000000001","retry_flag":"N","action":"close"}""", CloseOutcome.Closed)]
    [InlineData("""{"code":"10000","out_trade_no":"A000000000000001","retry_flag":"N","action":"refund","trade_no":"T1"}""", CloseOutcome.Reversed)]
    [InlineData("""{"code":"10000","out_trade_no":"A000000000000001","retry_flag":"N"}""", CloseOutcome.NotFound)]
    [InlineData("""{"code":"10000","out_trade_no":"A000000000000001","retry_flag":"N","action":"freeze"}""", CloseOutcome.Unknown)]
    [InlineData("""{"code":"10000","out_trade_no":"B000000000000001","retry_flag":"N","action":"close"}""", CloseOutcome.Unknown)]
    [InlineData("""{"code":"10000","retry_flag":"N","action":"close"}""", CloseOutcome.Unknown)]
    [InlineData("""{"code":"20000","sub_code":"isp.unknow-error"}""", CloseOutcome.Unknown)]
    public async Task A_cancel_is_what_its_flags_say(string inner, CloseOutcome expected)
    {
        using var canned = new Canned();
        var result = await canned.Answering("alipay.trade.cancel", inner).CloseAsync(Asks.Pay("alipay.barcode").Close(), default);
        result.Outcome.Should().Be(expected);
        AttemptMemory.Read(result.State!).CancelAsked.Should().BeTrue();
    }

    [Fact]
    public async Task A_payer_who_cannot_pay_leaves_an_attempt_to_close()
    {
        await using var shop = await Shop.OpenAsync();
        var request = Asks.Pay("alipay.barcode") with { AuthCode = "258834438256643940" };
        var result = await shop.PayAsync(request);
        (result.Outcome, result.MustClose, result.Fault!.Blame).Should().Be((PayOutcome.Pending, true, FaultBlame.Payer));
        (await shop.CloseAsync(request)).Outcome.Should().Be(CloseOutcome.Closed);
    }

    [Fact]
    public async Task A_wrong_code_makes_no_trade_and_is_declined()
    {
        await using var shop = await Shop.OpenAsync();
        var request = Asks.Pay("alipay.barcode") with { AuthCode = "259934438256643940" };
        (await shop.PayAsync(request)).Outcome.Should().Be(PayOutcome.Declined);
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.NotFound);
    }

    [Fact]
    public async Task Paid_used_and_closed_numbers_are_unknown_on_pay()
    {
        await using var shop = await Shop.OpenAsync();
        var (request, _) = await shop.PaidAsync();
        (await shop.PayAsync(request)).Fault!.RawCode.Should().Be("ACQ.TRADE_HAS_SUCCESS");
        (await shop.PayAsync(request)).Outcome.Should().Be(PayOutcome.Unknown);
        var open = Asks.Pay("alipay.barcode", number: "A000000000000002") with { AuthCode = "287634438256643941" };
        await shop.PayAsync(open);
        var other = await shop.PayAsync(open with { Amount = new(5, Currency.CNY) });
        (other.Outcome, other.Fault!.RawCode).Should().Be((PayOutcome.Unknown, "ACQ.CONTEXT_INCONSISTENT"));
        await shop.CloseAsync(open);
        (await shop.PayAsync(open)).Outcome.Should().Be(PayOutcome.Unknown);
        shop.Simulator.Entries.Should().ContainSingle();
    }

    [Fact]
    public async Task A_code_dies_after_two_hours_and_everything_else_after_fifteen_days()
    {
        await using var shop = await Shop.OpenAsync();
        foreach (var (method, longest) in new[] { ("alipay.qr", TimeSpan.FromHours(2)), ("alipay.page", TimeSpan.FromDays(15)), ("alipay.app", TimeSpan.FromDays(15)) })
        {
            var request = Asks.Pay(method, number: "A" + method.Replace('.', 'x')) with { ExpiresAt = Asks.Now.AddDays(40) };
            (await shop.PayAsync(request)).PayableUntil.Should().Be(Asks.Now + longest);
        }

        Expiry.Of(Asks.Pay("alipay.qr") with { ExpiresAt = Asks.Now.AddMinutes(5).AddMilliseconds(900) }).Should().Be(Asks.Now.AddMinutes(5), "whole seconds, never later");
    }

    [Fact]
    public async Task A_request_carries_what_it_must_and_only_pays_carry_addresses()
    {
        await using var shop = await Shop.OpenAsync();
        var request = Asks.Pay("alipay.qr") with { Extra = new Dictionary<string, string> { ["storeId"] = "S1" } };
        await shop.PayAsync(request);
        await shop.QueryAsync(request);
        var bodies = shop.Simulator.Requests.Select(sent => Encoding.UTF8.GetString(sent.Body)).ToList();
        bodies[0].Should().Contain("notify_url=").And.Contain("timestamp=2026-11-20%2012%3A00%3A00").And.Contain("store_id").And.NotContain("return_url");
        bodies[1].Should().NotContain("notify_url", "a query is no order").And.NotContain("return_url");
        Uri.UnescapeDataString(bodies[0]).Should().Contain("\"subject\":\"茶 and \\\"tea\\\"\"").And.Contain("\"total_amount\":\"19.99\"").And.Contain("\"time_expire\":\"2026-11-20 12:30:00\"");
    }

    [Fact]
    public async Task The_probe_asks_for_a_number_of_nobody()
    {
        await using var shop = await Shop.OpenAsync();
        var probe = (IProbe)shop.Channel;
        (await probe.ProbeAsync(default)).Should().BeNull();
        shop.Simulator.Inject(WireFault.NotPermitted);
        (await probe.ProbeAsync(default))!.Blame.Should().Be(FaultBlame.Us);
        shop.Simulator.Inject(WireFault.BadSignature);
        (await probe.ProbeAsync(default))!.RawCode.Should().Be("BAD_SIGNATURE");
    }

    [Fact]
    public async Task The_trace_shows_what_is_signed_and_no_key()
    {
        await using var shop = await Shop.OpenAsync();
        var trace = ((ISignatureTrace)shop.Channel).Trace(new("POST", "/gateway.do", "method=alipay.trade.query&app_id=1&sign_type=RSA2&empty=&biz_content=%7B%22a%22%3A%22%E8%8C%B6%22%7D&sign=x", Asks.Now, ""));
        trace.Canonical.Should().Be("app_id=1&biz_content={\"a\":\"茶\"}&method=alipay.trade.query&sign_type=RSA2");
        trace.KeyFingerprint.Should().HaveLength(64);
        trace.BodyHash.Should().HaveLength(64);
        trace.ToString().Should().NotContain("PRIVATE");
    }

    [Fact]
    public void A_state_of_another_making_is_read_as_none()
    {
        foreach (var text in new[] { "", "nonsense", "[]", "{\"paid\":1}", "null" }) AttemptMemory.Read(new(1, text)).Should().Be(AttemptMemory.Fresh);
        AttemptMemory.Read(new AttemptMemory(true, true).ToState()).Should().Be(new AttemptMemory(true, true));
    }
}
