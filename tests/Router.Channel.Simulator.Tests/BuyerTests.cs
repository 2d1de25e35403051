using Router.Abstractions;
using Router.Channel.Simulator.Tests.Support;

namespace Router.Channel.Simulator.Tests;

public sealed class BuyerTests
{
    [Fact]
    public async Task A_buyer_who_never_acts_lets_the_order_expire()
    {
        using var shop = new Shop("""{"buyer":{"never":1}}""");
        await shop.Pay("A00001");
        shop.Time.Advance(TimeSpan.FromMinutes(29));
        (await shop.Query("A00001")).Status.Should().Be(AttemptStatus.Pending);
        shop.Time.Advance(TimeSpan.FromMinutes(1));
        (await shop.Query("A00001")).Status.Should().Be(AttemptStatus.Closed);
    }

    [Fact]
    public async Task Money_refused_leaves_the_order_payable_and_asks_for_a_close()
    {
        using var shop = new Shop("""{"buyer":{"refused":1}}""");
        await shop.Pay("A00001");
        shop.Time.Advance(TimeSpan.FromSeconds(20));
        var query = await shop.Query("A00001");
        query.Status.Should().Be(AttemptStatus.Pending);
        query.MustClose.Should().BeTrue();
        query.Fault!.Blame.Should().Be(FaultBlame.Payer);
        (await shop.Close("A00001")).Outcome.Should().Be(CloseOutcome.Closed);
    }

    [Theory]
    [InlineData("sim.card")]
    [InlineData("sim.barcode")]
    public async Task A_buyer_who_changes_his_mind_at_the_till_declines(string method)
    {
        using var shop = new Shop("""{"buyer":{"abandon":1}}""");
        await shop.Pay("A00001", method);
        shop.Time.Advance(TimeSpan.FromSeconds(20));
        var query = await shop.Query("A00001", method);
        query.Status.Should().Be(AttemptStatus.Declined);
        query.Fault!.RawCode.Should().Be("USER_CANCELLED");
        (await shop.Pay("A00001", method)).Outcome.Should().Be(PayOutcome.Declined);
    }

    [Fact]
    public async Task A_buyer_who_leaves_an_opened_link_leaves_it_payable()
    {
        using var shop = new Shop("""{"buyer":{"abandon":1}}""");
        await shop.Pay("A00001", "sim.redirect");
        shop.Time.Advance(TimeSpan.FromSeconds(20));
        (await shop.Query("A00001", "sim.redirect")).Status.Should().Be(AttemptStatus.Pending);
        (await shop.Close("A00001", "sim.redirect")).Outcome.Should().Be(CloseOutcome.Closed);
    }

    [Fact]
    public async Task A_late_buyer_is_refused_after_expiry_and_after_close()
    {
        using var shop = new Shop("""{"buyer":{"late":1,"lateAfterMs":{"min":3600000,"max":3600000}},"faults":{"acceptLate":{"methods":["sim.app"]}}}""");
        await shop.Pay("A00001");
        await shop.Pay("A00002", "sim.app");
        await shop.Close("A00002", "sim.app");
        shop.Time.Advance(TimeSpan.FromHours(2));
        (await shop.Query("A00001")).Status.Should().Be(AttemptStatus.Closed);
        (await shop.Query("A00002", "sim.app")).Status.Should().Be(AttemptStatus.Closed);
        shop.Ledger("capture").Should().BeEmpty();
        shop.Ledger("refuse").Should().HaveCount(2);
    }

    [Fact]
    public async Task A_late_buyer_is_taken_where_the_fault_lets_him()
    {
        using var shop = new Shop("""{"buyer":{"late":1,"lateAfterMs":{"min":3600000,"max":3600000}},"faults":{"acceptLate":true}}""");
        await shop.Pay("A00001");
        shop.Time.Advance(TimeSpan.FromMinutes(40));
        (await shop.Query("A00001")).Status.Should().Be(AttemptStatus.Closed);
        shop.Time.Advance(TimeSpan.FromHours(1));
        (await shop.Query("A00001")).Status.Should().Be(AttemptStatus.Paid);
        shop.Box.Letters.Should().ContainSingle();
    }

    [Fact]
    public async Task Shares_are_kept_over_many_buyers()
    {
        using var shop = new Shop("""{"buyer":{"never":0.3,"barcodeAtOnce":0.5}}""");
        for (var number = 0; number < 1000; number++) await shop.Pay($"A{number:00000}", "sim.barcode");
        var plans = shop.Ledger("order").Select(line => line.GetProperty("plan").GetString()).ToList();
        plans.Count(plan => plan == "never").Should().BeInRange(250, 350);
        plans.Count(plan => plan == "atOnce").Should().BeInRange(300, 400);
    }
}
