using FsCheck;
using FsCheck.Fluent;
using Router.Abstractions;
using Router.Rules.Fees;

namespace Router.Rules.Tests;

public sealed class FeeScheduleTests
{
    [Theory]
    [InlineData(1000, 6000, 0, 0, null, 6, 6000)]
    [InlineData(83, 6000, 0, 0, null, 0, 0)] // 0.498
    [InlineData(250, 6000, 0, 0, null, 2, 8000)] // 1.5 goes up
    [InlineData(84, 6000, 0, 1, null, 1, 11905)] // the minimum; per million rounded up
    [InlineData(100_000, 6000, 30, 0, null, 630, 6300)]
    [InlineData(100_000, 6000, 30, 0, 500L, 500, 5000)]
    [InlineData(long.MaxValue, 1_000_000, long.MaxValue, 0, null, long.MaxValue, 1_000_000)]
    public void Quote_rounds_half_up_adds_and_clamps(long amount, long ppm, long @fixed, long min, long? cap, long fee, long feePpm)
    {
        var schedule = new FeeSchedule([new FeeRow { Ppm = ppm, Fixed = @fixed, Min = min, Cap = cap }]);
        schedule.Quote("any.method", null, new Money(amount, Currency.CNY)).Should().Be(new FeeQuote(fee, feePpm));
    }

    [Fact]
    public void Quote_takes_the_row_that_fits_for_the_whole_amount()
    {
        var schedule = new FeeSchedule(
        [
            new FeeRow { Method = "card.quick", CardType = "credit", Currency = Currency.CNY, Ppm = 9000 },
            new FeeRow { Method = "card.quick", To = 10_000, Ppm = 6000 },
            new FeeRow { Method = "card.quick", From = 10_000, Ppm = 4000 },
        ]);

        Fee("card.quick", "credit", 10_000).Should().Be(90);
        Fee("card.quick", "debit", 9_999).Should().Be(60);
        Fee("card.quick", null, 10_000).Should().Be(40);
        Fee("wechat.native", null, 10_000).Should().BeNull("no row fits");
        Fee("card.quick", null, 0).Should().BeNull("there is no amount");

        long? Fee(string method, string? cardType, long amount) => schedule.Quote(method, cardType, new Money(amount, Currency.CNY))?.Fee;
    }

    [Fact]
    public void Rows_that_cannot_be_meant_are_refused()
    {
        FeeSchedule.Problems([new FeeRow { Ppm = -1 }, new FeeRow { From = 5, To = 5 }, new FeeRow { Min = 9, Cap = 3 }, new FeeRow { CardType = "gold" }])
            .Should().HaveCount(4).And.OnlyContain(p => p.StartsWith("Fee row "));
        var build = () => new FeeSchedule([new FeeRow { Ppm = 2_000_000 }]);
        build.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_fee_lies_between_its_bounds_and_never_falls_as_the_amount_rises() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1_000),
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var min = random.NextInt64(0, 100);
            var row = new FeeRow { Ppm = random.Next(1_000_001), Fixed = random.NextInt64(1_000), Min = min, Cap = min + random.NextInt64(1_000_000) };
            var schedule = new FeeSchedule([row]);
            var amount = random.NextInt64(1, long.MaxValue - 1_000);

            var quote = schedule.Quote(null, null, new Money(amount, Currency.CNY))!.Value;
            var more = schedule.Quote(null, null, new Money(amount + random.Next(1_000), Currency.CNY))!.Value;

            quote.Fee.Should().BeInRange(row.Min, row.Cap!.Value);
            more.Fee.Should().BeGreaterThanOrEqualTo(quote.Fee);
            ((Int128)quote.FeePpm * amount >= (Int128)quote.Fee * 1_000_000).Should().BeTrue("it is rounded up");
            ((Int128)(quote.FeePpm - 1) * amount < (Int128)quote.Fee * 1_000_000).Should().BeTrue("and by less than one");
        }));
}
