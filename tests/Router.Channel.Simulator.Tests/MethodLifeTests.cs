using Router.Abstractions;
using Router.Channel.Simulator.Tests.Support;

namespace Router.Channel.Simulator.Tests;

public sealed class MethodLifeTests
{
    [Theory]
    [InlineData("sim.qr", PayActionKind.QrCode)]
    [InlineData("sim.app", PayActionKind.AppParameters)]
    public async Task Code_and_app_exist_at_once_and_are_paid_when_the_buyer_acts(string method, PayActionKind kind)
    {
        using var shop = new Shop();
        var answer = await shop.Pay("A00001", method);
        answer.Outcome.Should().Be(PayOutcome.Pending);
        answer.Action!.Kind.Should().Be(kind);
        answer.Action.ExpiresAt.Should().Be(shop.Time.Now.AddMinutes(30));
        (await shop.Query("A00001", method)).Status.Should().Be(AttemptStatus.Pending);

        shop.Time.Advance(TimeSpan.FromSeconds(10));
        var paid = await shop.Query("A00001", method);
        paid.Status.Should().Be(AttemptStatus.Paid);
        paid.Captured.Should().Be(Shop.Yuan(1000));
        paid.ChannelTransactionId.Should().StartWith("SIM");
        shop.NetCaptured("A00001").Should().Be(1000);
    }

    [Fact]
    public async Task A_link_does_not_exist_before_the_buyer_opens_it()
    {
        using var shop = new Shop("""{"buyer":{"payAfterMs":{"min":8000,"max":8000}}}""");
        var answer = await shop.Pay("A00001", "sim.redirect");
        answer.Action!.Kind.Should().Be(PayActionKind.Redirect);
        new Uri(answer.Action.Content).Query.Should().Contain("A00001");
        (await shop.Query("A00001", "sim.redirect")).Status.Should().Be(AttemptStatus.NotFound);
        (await shop.Close("A00001", "sim.redirect")).Outcome.Should().Be(CloseOutcome.NotFound);

        shop.Time.Advance(TimeSpan.FromSeconds(5));
        (await shop.Query("A00001", "sim.redirect")).Status.Should().Be(AttemptStatus.Pending);
        shop.Time.Advance(TimeSpan.FromSeconds(5));
        (await shop.Query("A00001", "sim.redirect")).Status.Should().Be(AttemptStatus.Paid);
    }

    [Fact]
    public async Task A_link_that_nobody_opens_is_never_known_and_needs_no_call()
    {
        using var shop = new Shop("""{"buyer":{"never":1},"faults":{"refuseConnection":{"operations":["pay"]}}}""");
        (await shop.Pay("A00001", "sim.redirect")).Outcome.Should().Be(PayOutcome.Pending);
        shop.Time.Advance(TimeSpan.FromHours(1));
        (await shop.Query("A00001", "sim.redirect")).Status.Should().Be(AttemptStatus.NotFound);
    }

    [Fact]
    public async Task A_barcode_without_password_is_paid_in_the_call()
    {
        using var shop = new Shop("""{"buyer":{"barcodeAtOnce":1}}""");
        var answer = await shop.Pay("A00001", "sim.barcode");
        answer.Outcome.Should().Be(PayOutcome.Succeeded);
        answer.Captured.Should().Be(Shop.Yuan(1000));
        (await shop.Pay("A00001", "sim.barcode")).Should().Be(answer);
        shop.Ledger("capture").Should().ContainSingle();
    }

    [Fact]
    public async Task A_barcode_with_password_waits_and_can_be_reversed_before_and_after()
    {
        using var shop = new Shop("""{"buyer":{"barcodeAtOnce":0}}""");
        (await shop.Pay("A00001", "sim.barcode")).Action!.Kind.Should().Be(PayActionKind.Wait);
        (await shop.Close("A00001", "sim.barcode")).Outcome.Should().Be(CloseOutcome.Closed);
        shop.Time.Advance(TimeSpan.FromMinutes(1));
        (await shop.Query("A00001", "sim.barcode")).Status.Should().Be(AttemptStatus.Closed);
        shop.NetCaptured("A00001").Should().Be(0);

        await shop.PaidOrder("A00002", "sim.barcode");
        var close = await shop.Close("A00002", "sim.barcode");
        close.Outcome.Should().Be(CloseOutcome.Reversed);
        close.Reversed.Should().Be(Shop.Yuan(1000));
        (await shop.Close("A00002", "sim.barcode")).Should().Be(close);
        var query = await shop.Query("A00002", "sim.barcode");
        query.Status.Should().Be(AttemptStatus.Reversed);
        query.Captured.Should().Be(Shop.Yuan(1000));
        shop.NetCaptured("A00002").Should().Be(0);
        shop.Ledger("reverse").Should().ContainSingle();
        (await shop.Refund("R00001", "A00002", 1000, "sim.barcode")).Outcome.Should().Be(RefundOutcome.Failed);
    }

    [Fact]
    public async Task A_barcode_needs_the_buyers_code()
    {
        using var shop = new Shop();
        var answer = await shop.Channel.PayAsync(shop.Request("A00001", "sim.barcode") with { AuthCode = null }, default);
        answer.Outcome.Should().Be(PayOutcome.Declined);
        answer.Fault!.Blame.Should().Be(FaultBlame.Request);
    }

    [Fact]
    public async Task A_card_is_captured_by_continuation_under_one_key_once()
    {
        using var shop = new Shop();
        (await shop.Pay("A00001", "sim.card")).Action!.Kind.Should().Be(PayActionKind.Redirect);
        (await shop.Continue("A00001")).Outcome.Should().Be(PayOutcome.Pending);
        shop.Time.Advance(TimeSpan.FromSeconds(20));

        var approved = await shop.Query("A00001", "sim.card");
        approved.Status.Should().Be(AttemptStatus.Pending);
        approved.ReadyToContinue.Should().BeTrue();
        shop.NetCaptured("A00001").Should().Be(0);

        var captured = await shop.Continue("A00001");
        captured.Outcome.Should().Be(PayOutcome.Succeeded);
        (await shop.Continue("A00001")).Should().Be(captured);
        (await shop.Continue("A00001", "another")).Outcome.Should().Be(PayOutcome.Unknown);
        shop.NetCaptured("A00001").Should().Be(1000);
        (await shop.Query("A00001", "sim.card")).Status.Should().Be(AttemptStatus.Paid);
    }

    [Fact]
    public async Task An_approved_card_that_is_closed_or_expired_cannot_be_captured()
    {
        using var shop = new Shop();
        await shop.Pay("A00001", "sim.card");
        await shop.Pay("A00002", "sim.card");
        shop.Time.Advance(TimeSpan.FromSeconds(20));
        (await shop.Close("A00001", "sim.card")).Outcome.Should().Be(CloseOutcome.Closed);
        (await shop.Continue("A00001")).Outcome.Should().Be(PayOutcome.Unknown);
        shop.Time.Advance(TimeSpan.FromMinutes(40));
        (await shop.Continue("A00002")).Outcome.Should().Be(PayOutcome.Unknown);
        (await shop.Query("A00002", "sim.card")).Status.Should().Be(AttemptStatus.Closed);
        shop.Ledger("capture").Should().BeEmpty();
    }

    [Fact]
    public async Task The_same_number_is_one_order_and_another_amount_is_refused_without_proof()
    {
        using var shop = new Shop();
        var first = await shop.Pay("A00001");
        (await shop.Pay("A00001")).Should().Be(first);
        var other = await shop.Pay("A00001", fen: 1001);
        other.Outcome.Should().Be(PayOutcome.Unknown);
        other.Fault!.RawCode.Should().Be("NUMBER_USED");
        shop.Ledger("order").Should().ContainSingle();
    }

    [Fact]
    public async Task An_unknown_method_is_unsupported_and_an_unknown_number_not_found()
    {
        using var shop = new Shop();
        (await shop.Pay("A00001", "wechat.native")).Outcome.Should().Be(PayOutcome.Unsupported);
        (await shop.Query("A00001")).Status.Should().Be(AttemptStatus.NotFound);
        (await shop.Close("A00001")).Outcome.Should().Be(CloseOutcome.NotFound);
        (await shop.QueryRefund("R00001", "A00001", 5)).Outcome.Should().Be(RefundOutcome.NotFound);
    }
}
