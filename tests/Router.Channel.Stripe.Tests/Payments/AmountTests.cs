using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Router.Abstractions;
using Router.Channel.Stripe.Amounts;
using Router.Channel.Stripe.Tests.Bench;

namespace Router.Channel.Stripe.Tests.Payments;

public class AmountTests
{
    private const string Zero = "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF";
    private const string Three = "BHD JOD KWD OMR TND";

    public static TheoryData<string> Sold => new(new StripePlugin().Manifest.Methods.SelectMany(m => m.Currencies).Select(c => c.Code).Distinct());

    [Theory]
    [InlineData("USD", 1_00, 100)]
    [InlineData("USD", 29, 29)]
    [InlineData("JPY", 500, 500)]
    [InlineData("KRW", 99_999_999, 99_999_999)]
    [InlineData("KWD", 5_120, 5_120)]
    [InlineData("ISK", 5, 500)]
    [InlineData("UGX", 5, 500)]
    [InlineData("HUF", 10_45, 1_045)]
    [InlineData("TWD", 8_00, 800)]
    [InlineData("TWD", 8_45, 845)]
    [InlineData("MGA", 5_00, 5)]
    [InlineData("USD", 99_999_999, 99_999_999)]
    public void An_amount_is_written_as_Stripe_wants_it(string currency, long minor, long written)
    {
        StripeAmount.TryWrite(new(minor, Currency.Parse(currency)), out var amount).Should().BeTrue();
        amount.Should().Be(written);
        StripeAmount.TryRead(written, currency.ToLowerInvariant(), out var read).Should().BeTrue();
        read.Should().Be(new Money(minor, Currency.Parse(currency)));
    }

    [Theory]
    [InlineData("KWD", 5_124)]
    [InlineData("BHD", 1)]
    [InlineData("MGA", 5_20)]
    [InlineData("ISK", 1_000_000)]
    [InlineData("USD", 100_000_000)]
    [InlineData("USD", 0)]
    [InlineData("USD", -1)]
    [InlineData("JPY", long.MaxValue)]
    [InlineData("ISK", long.MaxValue)]
    public async Task What_Stripe_cannot_take_exactly_is_not_sent(string currency, long minor)
    {
        var desk = new Desk();
        var request = desk.Pay(amount: new(minor, Currency.Parse(currency)));

        var result = await desk.Channel.PayAsync(request, default);
        var query = await desk.Channel.QueryAsync(Desk.Query(request), default);
        var close = await desk.Channel.CloseAsync(Desk.Close(request), default);

        (result.Outcome, result.Fault!.Stage, result.Fault.Blame).Should().Be((PayOutcome.NotSent, FaultStage.BeforeSend, FaultBlame.Request));
        query.Status.Should().Be(AttemptStatus.Declined);
        close.Outcome.Should().Be(CloseOutcome.Closed);
        desk.Wire.Asked.Should().BeEmpty();
    }

    [Theory]
    [InlineData(1_05, "isk")]
    [InlineData(100, "xxx")]
    [InlineData(100, "dollars")]
    [InlineData(100, null)]
    public void What_is_no_exact_amount_is_not_read(long amount, string? currency) => StripeAmount.TryRead(amount, currency, out _).Should().BeFalse();

    [Theory, MemberData(nameof(Sold))]
    public void Over_the_whole_range_an_amount_is_written_exactly_or_not_at_all(string code)
    {
        var currency = Currency.Parse(code);
        var (digits, multiple) = Zero.Contains(code) ? (0, 1) : Three.Contains(code) ? (3, 10) : code is "ISK" or "UGX" ? (2, 100) : (2, 1);
        var amounts = Gen.OneOf(Gen.Choose(1, 2_000).Select(a => (long)a), Gen.Choose(1, 99_999_999).Select(a => (long)a), ArbMap.Default.GeneratorFor<long>());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(amounts.ToArbitrary(), minor =>
        {
            var money = new Money(minor, currency);
            // What a person would write, read back as Stripe counts: the law in other words.
            var text = money.ToMajorText();
            var exact = decimal.Parse(text, CultureInfo.InvariantCulture) * (decimal)Math.Pow(10, digits);
            var isPossible = exact > 0 && exact == decimal.Truncate(exact) && exact % multiple == 0 && exact <= 99_999_999;
            if (StripeAmount.TryWrite(money, out var written) != isPossible) return false;
            return !isPossible || (written == exact && StripeAmount.TryRead(written, code.ToLowerInvariant(), out var back) && back == money);
        }));
    }

    [Theory, MemberData(nameof(Sold))]
    public void A_currency_that_is_sold_is_written_in_small_letters(string code) => StripeAmount.Code(Currency.Parse(code)).Should().Be(code.ToLowerInvariant());

    [Fact]
    public async Task The_amount_on_the_wire_is_a_whole_number()
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.Intent("requires_confirmation", amount: 570)).Answer(200, Desk.Intent("succeeded", amount: 570));

        var result = await desk.Channel.PayAsync(desk.Pay(amount: new(5_70, Currency.USD)), default);

        result.Captured.Should().Be(new Money(5_70, Currency.USD));
        Regex.Match(desk.Wire.Asked[0].Body, "^amount=([^&]+)&currency=([^&]+)&").Groups.Values.Skip(1).Select(g => g.Value).Should().Equal("570", "usd");
    }

    [Theory]
    [InlineData(571, "usd")]
    [InlineData(57, "usd")]
    [InlineData(570, "eur")]
    public async Task An_intent_over_another_amount_proves_nothing_and_is_not_confirmed(long amount, string currency)
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.Intent("requires_confirmation", amount: amount, currency: currency));

        var result = await desk.Channel.PayAsync(desk.Pay(amount: new(5_70, Currency.USD)), default);

        result.Outcome.Should().Be(PayOutcome.Unknown);
        desk.Wire.Asked.Should().ContainSingle();
    }

    [Fact]
    public async Task A_query_tells_the_amount_that_Stripe_says_whatever_was_sent()
    {
        var desk = new Desk();
        desk.Wire.Answer(200, Desk.Intent("succeeded", received: 1));

        var result = await desk.Channel.QueryAsync(Desk.Query(desk.Pay(), new(1, """{ "intent": "pi_1" }""")), default);

        result.Captured.Should().Be(new Money(1, Currency.USD));
    }
}
