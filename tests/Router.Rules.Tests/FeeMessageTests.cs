using Router.Abstractions;
using Router.Rules.Fees;

namespace Router.Rules.Tests;

/// Fee rows at their edges, and what is said of those that cannot be meant.
public sealed class FeeMessageTests
{
    [Fact]
    public void Every_problem_is_told_with_the_number_of_its_row()
    {
        FeeRow[] rows =
        [
            new(), new() { From = -1 }, new() { From = 5, To = 5 }, new() { From = 6, To = 5 }, new() { Ppm = -1 }, new() { Ppm = 1_000_001 }, new() { Fixed = -1 },
            new() { Min = -1 }, new() { Min = -2, Cap = -1 }, new() { Min = 9, Cap = 8 }, new() { CardType = "gold" },
        ];

        FeeSchedule.Problems(rows).Should().Equal(
            "Fee row 2: from -1 to  holds no amount.",
            "Fee row 3: from 5 to 5 holds no amount.",
            "Fee row 4: from 6 to 5 holds no amount.",
            "Fee row 5: ppm is -1; it is 0 to 1000000.",
            "Fee row 6: ppm is 1000001; it is 0 to 1000000.",
            "Fee row 7: fixed, min and cap are not negative.",
            "Fee row 8: fixed, min and cap are not negative.",
            "Fee row 9: fixed, min and cap are not negative.",
            "Fee row 10: the cap 8 is below the minimum 9.",
            "Fee row 11: the card type \"gold\" is none of debit, credit, prepaid.");
    }

    [Fact]
    public void What_lies_on_the_edge_can_be_meant()
    {
        FeeRow[] rows =
        [
            new() { From = 0, To = 1 }, new() { Ppm = 0 }, new() { Ppm = 1_000_000 }, new() { Fixed = 0, Min = 0, Cap = 0 }, new() { Min = 3, Cap = 3 },
            new() { CardType = "debit" }, new() { CardType = "credit" }, new() { CardType = "prepaid" }, new() { CardType = null },
        ];

        FeeSchedule.Problems(rows).Should().BeEmpty();
    }

    [Fact]
    public void No_schedule_is_made_of_rows_with_a_problem_or_of_none()
    {
        new Action(() => _ = new FeeSchedule([new() { Ppm = 5 }, new() { Ppm = -1 }])).Should().Throw<ArgumentException>()
            .WithMessage("Fee row 2: ppm is -1; it is 0 to 1000000.*").WithParameterName("rows");
        new Action(() => FeeSchedule.Problems(null!)).Should().Throw<ArgumentNullException>().WithParameterName("rows");
    }

    [Theory]
    [InlineData("card.quick", "credit", 100, 1)]
    [InlineData("card.quick", "credit", 99, 2)]
    [InlineData("card.quick", "credit", 199, 1)]
    [InlineData("card.quick", "credit", 200, 2)]
    [InlineData("card.quick", "debit", 100, 2)]
    [InlineData("card.quick", null, 100, 2)]
    [InlineData("card.other", "credit", 100, 3)]
    [InlineData(null, "credit", 100, 3)]
    public void The_first_row_that_fits_in_every_part_counts(string? method, string? cardType, long amount, long fee)
    {
        var schedule = new FeeSchedule(
        [
            new() { Method = "card.quick", CardType = "credit", Currency = Currency.CNY, From = 100, To = 200, Fixed = 1 },
            new() { Method = "card.quick", Fixed = 2 },
            new() { Currency = Currency.CNY, Fixed = 3 },
        ]);

        schedule.Quote(method, cardType, new Money(amount, Currency.CNY))!.Value.Fee.Should().Be(fee);
    }

    [Theory]
    [InlineData(1, 500_000, 0, 1, 1_000_000)]
    [InlineData(1, 499_999, 0, 0, 0)]
    [InlineData(3, 500_000, 0, 2, 666_667)]
    [InlineData(1_000, 1_000, 2, 3, 3_000)]
    [InlineData(7, 0, 1, 1, 142_858)]
    public void The_share_goes_up_from_a_half_and_the_share_of_it_all_from_anything(long amount, long ppm, long @fixed, long fee, long feePpm) =>
        new FeeSchedule([new() { Ppm = ppm, Fixed = @fixed }]).Quote(null, null, new Money(amount, Currency.CNY)).Should().Be(new FeeQuote(fee, feePpm));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Without_an_amount_there_is_no_fee(long amount) =>
        new FeeSchedule([new() { Fixed = 1 }]).Quote(null, null, new Money(amount, Currency.CNY)).Should().BeNull();

    [Fact]
    public void The_smallest_amount_has_a_fee_and_another_currency_none()
    {
        var schedule = new FeeSchedule([new() { Currency = Currency.CNY, Fixed = 1 }]);

        schedule.Quote(null, null, new Money(1, Currency.CNY)).Should().Be(new FeeQuote(1, 1_000_000));
        schedule.Quote(null, null, new Money(1, Currency.JPY)).Should().BeNull();
    }
}
