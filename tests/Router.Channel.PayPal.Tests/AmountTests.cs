using FsCheck;
using FsCheck.Fluent;
using Router.Abstractions;
using Router.Channel.PayPal.Tests.Support;

namespace Router.Channel.PayPal.Tests;

public sealed class AmountTests
{
    public static TheoryData<string> Codes => [.. CurrencyTable.Decimals.Keys.Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Codes))]
    public void What_is_written_is_read_back_exactly_over_the_whole_range(string code)
    {
        var currency = Currency.Parse(code);
        var step = Step(currency);
        Prop.ForAll(Gen.Choose(1, int.MaxValue).Zip(Gen.Choose(1, int.MaxValue)).ToArbitrary(), pair =>
        {
            var money = new Money(((((long)pair.Item1 << 31) + pair.Item2) % (long.MaxValue / step) + 1) / step * step + step, currency);
            return CurrencyTable.Read(code, CurrencyTable.Write(money)!) == money;
        }).QuickCheckThrowOnFailure();
    }

    [Theory, MemberData(nameof(Codes))]
    public void What_has_a_rest_is_not_written(string code)
    {
        var currency = Currency.Parse(code);
        var step = Step(currency);
        Prop.ForAll(Gen.Choose(1, int.MaxValue).ToArbitrary(), minor => CurrencyTable.Write(new(minor, currency)) is null == (minor % step != 0)).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("USD", 1, "0.01")]
    [InlineData("USD", 1099, "10.99")]
    [InlineData("EUR", 100, "1.00")]
    [InlineData("JPY", 500, "500")]
    [InlineData("HUF", 50000, "500")]
    [InlineData("TWD", 100, "1")]
    public void An_amount_is_written_as_PayPal_wants_it(string code, long minor, string text) => CurrencyTable.Write(new(minor, Currency.Parse(code))).Should().Be(text);

    [Theory]
    [InlineData("HUF", 150)]
    [InlineData("TWD", 1)]
    [InlineData("KWD", 1000)]
    [InlineData("RUB", 1000)]
    [InlineData("USD", 0)]
    [InlineData("USD", -5)]
    public void An_amount_that_PayPal_cannot_take_is_not_written(string code, long minor) => CurrencyTable.Write(new(minor, Currency.Parse(code))).Should().BeNull();

    [Theory]
    [InlineData("USD", "10.990", 1099L)]
    [InlineData("JPY", "500.00", 500L)]
    [InlineData("HUF", "12", 1200L)]
    [InlineData("USD", "10.995", null)]
    [InlineData("USD", "1e3", null)]
    [InlineData("USD", "1,000.00", null)]
    [InlineData("USD", " 1.00", null)]
    [InlineData("USD", "", null)]
    [InlineData("USD", null, null)]
    [InlineData("XXX", "1.00", null)]
    [InlineData(null, "1.00", null)]
    public void An_amount_is_read_exactly_or_not_at_all(string? code, string? text, long? minor) => (CurrencyTable.Read(code, text)?.Minor).Should().Be(minor);

    [Fact]
    public async Task An_amount_with_a_rest_is_not_sent_and_the_request_is_to_blame()
    {
        var wire = new ScriptedWire(_ => null);
        await using var shop = Shop.At(wire);
        var result = await shop.Channel.PayAsync(shop.NewRequest(new Money(150, Currency.Parse("HUF"))), default);
        (result.Outcome, result.Fault!.Blame, result.Fault.Stage).Should().Be((PayOutcome.NotSent, FaultBlame.Request, FaultStage.BeforeSend));
        var refund = await shop.Channel.RefundAsync(shop.NewRefund(shop.NewRequest(), "C1", new(150, Currency.Parse("TWD"))), default);
        refund.Outcome.Should().Be(RefundOutcome.NotSent);
        wire.Sent.Should().BeEmpty();
    }

    [Theory]
    [InlineData("JPY", 98765)]
    [InlineData("HUF", 9876500)]
    [InlineData("TWD", 100)]
    [InlineData("USD", 1)]
    [InlineData("CHF", 99999999999)]
    public async Task A_payment_and_its_refund_are_exact_in(string code, long minor)
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var amount = new Money(minor, Currency.Parse(code));
        var (request, capture) = await shop.PayAsync(amount);
        var back = await shop.Channel.RefundAsync(shop.NewRefund(request, capture, amount), default);
        back.Refunded.Should().Be(amount);
        shop.Simulator.Entries.Select(e => e.Amount).Should().AllBeEquivalentTo(amount);
    }

    private static long Step(Currency currency)
    {
        var step = 1L;
        for (var i = CurrencyTable.Decimals[currency.Code]; i < currency.Exponent; i++) step *= 10;
        return step;
    }
}
