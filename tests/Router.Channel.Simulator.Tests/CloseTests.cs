using Router.Abstractions;
using Router.Channel.Simulator.Tests.Support;

namespace Router.Channel.Simulator.Tests;

public sealed class CloseTests
{
    [Theory]
    [InlineData("sim.qr", CloseOutcome.AlreadyPaid)]
    [InlineData("sim.app", CloseOutcome.AlreadyPaid)]
    [InlineData("sim.redirect", CloseOutcome.AlreadyPaid)]
    [InlineData("sim.barcode", CloseOutcome.Reversed)]
    public async Task A_paid_order_stays_paid_unless_it_can_be_reversed(string method, CloseOutcome expected)
    {
        using var shop = new Shop("""{"buyer":{"barcodeAtOnce":0}}""");
        await shop.PaidOrder("A00001", method);
        (await shop.Close("A00001", method)).Outcome.Should().Be(expected);
    }

    [Fact]
    public async Task An_open_order_is_closed_for_good_and_closed_again_alike()
    {
        using var shop = new Shop();
        await shop.Pay("A00001");
        (await shop.Close("A00001")).Outcome.Should().Be(CloseOutcome.Closed);
        (await shop.Close("A00001")).Outcome.Should().Be(CloseOutcome.Closed);
        shop.Time.Advance(TimeSpan.FromMinutes(1));
        (await shop.Query("A00001")).Status.Should().Be(AttemptStatus.Closed);
        (await shop.Pay("A00001")).Outcome.Should().Be(PayOutcome.Unknown);
        shop.Ledger("close").Should().ContainSingle();
        shop.NetCaptured("A00001").Should().Be(0);
    }

    [Fact]
    public async Task The_buyer_can_pay_in_the_instant_of_the_close()
    {
        using var shop = new Shop("""{"buyer":{"never":1},"faults":{"closeRefusedBecausePaid":true}}""");
        await shop.Pay("A00001");
        (await shop.Close("A00001")).Outcome.Should().Be(CloseOutcome.AlreadyPaid);
        (await shop.Query("A00001")).Status.Should().Be(AttemptStatus.Paid);
    }

    [Fact]
    public async Task A_young_order_cannot_be_closed_where_the_channel_says_too_early()
    {
        using var shop = new Shop("""{"buyer":{"never":1},"faults":{"closeTooEarly":{"ms":60000}}}""");
        await shop.Pay("A00001");
        shop.Time.Advance(TimeSpan.FromSeconds(20));
        var early = await shop.Close("A00001");
        early.Outcome.Should().Be(CloseOutcome.TooEarly);
        early.RetryAfter.Should().Be(TimeSpan.FromSeconds(40));
        shop.Time.Advance(TimeSpan.FromSeconds(40));
        (await shop.Close("A00001")).Outcome.Should().Be(CloseOutcome.Closed);
    }

    [Fact]
    public async Task A_barcode_payment_already_refunded_in_part_is_not_reversed()
    {
        using var shop = new Shop("""{"buyer":{"barcodeAtOnce":1}}""");
        await shop.Pay("A00001", "sim.barcode");
        await shop.Refund("R00001", "A00001", 1, "sim.barcode");
        (await shop.Close("A00001", "sim.barcode")).Outcome.Should().Be(CloseOutcome.AlreadyPaid);
        shop.NetCaptured("A00001").Should().Be(999);
    }
}
