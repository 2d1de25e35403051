using Router.Abstractions;
using Router.Channel.Simulator.Tests.Support;

namespace Router.Channel.Simulator.Tests;

public sealed class BillTests
{
    private static readonly DateOnly s_today = new(2026, 3, 10);

    [Fact]
    public async Task The_bill_is_what_the_ledger_says_of_the_day()
    {
        using var shop = new Shop("""{"feePpm":6000,"buyer":{"barcodeAtOnce":1}}""");
        await shop.PaidOrder("A00001");
        await shop.Refund("R00001", "A00001", 300);
        await shop.Pay("A00002", "sim.barcode");
        await shop.Close("A00002", "sim.barcode");
        shop.Time.Advance(TimeSpan.FromDays(1));
        await shop.PaidOrder("A00003");

        var lines = await shop.Bill(s_today);
        lines.Select(line => (line.Kind, line.AttemptNumber, line.RefundNumber, line.Amount.Minor, line.Fee?.Minor)).Should().Equal(
            (BillLineKind.Payment, "A00001", null, 1000, 6),
            (BillLineKind.Refund, "A00001", "R00001", 300, null),
            (BillLineKind.Payment, "A00002", null, 1000, 6),
            (BillLineKind.Refund, "A00002", null, 1000, -6));
        var ledger = shop.Ledger().Where(line => line.GetProperty("kind").GetString() is "capture" or "refund" or "reverse")
            .Where(line => DateOnly.FromDateTime(line.GetProperty("at").GetDateTimeOffset().UtcDateTime) == s_today)
            .Select(line => line.GetProperty("amount").GetInt64());
        lines.Select(line => line.Amount.Minor).Should().Equal(ledger);
        lines[0].ChannelTransactionId.Should().Be((await shop.Query("A00001")).ChannelTransactionId);
    }

    [Fact]
    public async Task A_day_is_ready_when_it_is_over_or_at_once_where_the_setting_says_so()
    {
        using var shop = new Shop();
        await shop.PaidOrder("A00001");
        var early = await shop.Channel.BillAsync(new(s_today), default);
        early.Status.Should().Be(BillStatus.NotReady);
        early.RetryAfter.Should().Be(new DateTimeOffset(2026, 3, 11, 0, 0, 0, TimeSpan.Zero) - shop.Time.Now);
        (await shop.Bill(s_today.AddDays(-1))).Should().BeEmpty();

        shop.Channel = shop.Open("""{"sameDayBill":true}""");
        (await shop.Bill(s_today)).Should().ContainSingle();
    }

    [Fact]
    public async Task Faults_leave_out_add_and_alter_lines_the_same_on_every_download()
    {
        using var shop = new Shop("""{"sameDayBill":true,"buyer":{"barcodeAtOnce":1}}""");
        for (var number = 0; number < 100; number++) await shop.Pay($"A{number:00000}", "sim.barcode");
        var truth = await shop.Bill(s_today);
        shop.Channel = shop.Open("""{"sameDayBill":true,"faults":{"billMissing":0.1,"billExtra":0.1,"billAltered":0.1}}""");
        var bill = await shop.Bill(s_today);
        (await shop.Bill(s_today)).Should().Equal(bill);
        truth.Count(line => bill.All(other => other.AttemptNumber != line.AttemptNumber)).Should().BeInRange(2, 25);
        bill.Count(line => line.AttemptNumber.StartsWith('X')).Should().BeInRange(2, 25);
        bill.Count(line => line.Amount.Minor == 1001 && !line.AttemptNumber.StartsWith('X')).Should().BeInRange(2, 25);
    }

    [Fact]
    public async Task Currencies_without_and_with_three_decimals_are_billed_in_minor_units()
    {
        using var shop = new Shop("""{"sameDayBill":true,"buyer":{"barcodeAtOnce":1}}""");
        await shop.Channel.PayAsync(shop.Request("A00001", "sim.barcode") with { Amount = new(500, Currency.JPY) }, default);
        await shop.Channel.PayAsync(shop.Request("A00002", "sim.barcode") with { Amount = new(1234, Currency.Parse("KWD")) }, default);
        var other = await shop.Channel.PayAsync(shop.Request("A00003", "sim.barcode") with { Amount = new(1, Currency.Parse("CHF")) }, default);
        other.Outcome.Should().Be(PayOutcome.Declined);
        (await shop.Bill(s_today)).Select(line => line.Amount.ToString()).Should().Equal("500 JPY", "1.234 KWD");
    }
}
