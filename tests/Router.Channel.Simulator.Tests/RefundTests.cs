using Router.Abstractions;
using Router.Channel.Simulator.Tests.Support;

namespace Router.Channel.Simulator.Tests;

public sealed class RefundTests
{
    [Fact]
    public async Task Several_partial_refunds_never_exceed_what_was_captured()
    {
        using var shop = new Shop();
        await shop.PaidOrder("A00001");
        (await shop.Refund("R00001", "A00001", 300)).Refunded.Should().Be(Shop.Yuan(300));
        (await shop.Refund("R00002", "A00001", 600)).Outcome.Should().Be(RefundOutcome.Succeeded);
        var tooMuch = await shop.Refund("R00003", "A00001", 200);
        tooMuch.Outcome.Should().Be(RefundOutcome.Failed);
        (await shop.Refund("R00003", "A00001", 200)).Should().Be(tooMuch);
        (await shop.Refund("R00004", "A00001", 100)).Outcome.Should().Be(RefundOutcome.Succeeded);
        shop.NetCaptured("A00001").Should().Be(0);
        (await shop.Query("A00001")).Status.Should().Be(AttemptStatus.Paid);
    }

    [Fact]
    public async Task The_same_number_is_one_refund_and_another_amount_proves_nothing()
    {
        using var shop = new Shop();
        await shop.PaidOrder("A00001");
        var first = await shop.Refund("R00001", "A00001", 300);
        (await shop.Refund("R00001", "A00001", 300)).Should().Be(first);
        (await shop.QueryRefund("R00001", "A00001", 300)).Should().Be(first);
        (await shop.Refund("R00001", "A00001", 301)).Outcome.Should().Be(RefundOutcome.Unknown);
        shop.NetCaptured("A00001").Should().Be(700);
    }

    [Fact]
    public async Task Nothing_goes_back_for_an_order_that_was_not_paid()
    {
        using var shop = new Shop("""{"buyer":{"never":1}}""");
        await shop.Pay("A00001");
        (await shop.Refund("R00001", "A00001", 1)).Outcome.Should().Be(RefundOutcome.Failed);
        (await shop.Refund("R00002", "A09999", 1)).Outcome.Should().Be(RefundOutcome.Failed);
    }

    [Fact]
    public async Task A_processing_refund_holds_its_amount_and_succeeds_later()
    {
        using var shop = new Shop("""{"faults":{"refundProcessing":{"ms":60000}}}""");
        await shop.PaidOrder("A00001");
        (await shop.Refund("R00001", "A00001", 800)).Outcome.Should().Be(RefundOutcome.Processing);
        (await shop.Refund("R00002", "A00001", 300)).Outcome.Should().Be(RefundOutcome.Failed);
        shop.NetCaptured("A00001").Should().Be(1000);
        shop.Time.Advance(TimeSpan.FromMinutes(2));
        (await shop.QueryRefund("R00001", "A00001", 800)).Outcome.Should().Be(RefundOutcome.Succeeded);
        shop.NetCaptured("A00001").Should().Be(200);
    }

    [Fact]
    public async Task A_lost_answer_is_found_by_a_query()
    {
        using var shop = new Shop("""{"faults":{"refundUnknown":true}}""");
        await shop.PaidOrder("A00001");
        (await shop.Refund("R00001", "A00001", 800)).Outcome.Should().Be(RefundOutcome.Unknown);
        (await shop.QueryRefund("R00001", "A00001", 800)).Outcome.Should().Be(RefundOutcome.Succeeded);
    }

    [Fact]
    public async Task A_low_balance_is_passing_and_a_refusal_is_final()
    {
        using var shop = new Shop("""{"faults":{"refundBalanceLow":{"share":0.5},"refundFailed":{"methods":["sim.app"]}}}""");
        await shop.PaidOrder("A00001");
        var outcomes = new List<RefundOutcome>();
        for (var call = 0; call < 30; call++) outcomes.Add((await shop.Refund("R00001", "A00001", 10)).Outcome);
        outcomes.Should().Contain(RefundOutcome.Succeeded);
        outcomes.Distinct().Should().BeSubsetOf([RefundOutcome.RetryLater, RefundOutcome.Succeeded]);
        shop.NetCaptured("A00001").Should().Be(990);

        await shop.PaidOrder("A00002", "sim.app");
        var answers = new List<RefundOutcome>();
        for (var call = 0; call < 10; call++) answers.Add((await shop.Refund("R00002", "A00002", 10, "sim.app")).Outcome);
        answers.Should().Contain(RefundOutcome.Failed);
        shop.NetCaptured("A00002").Should().Be(1000);
    }
}
