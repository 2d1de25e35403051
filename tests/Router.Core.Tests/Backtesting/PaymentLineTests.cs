using Router.Abstractions;
using Router.Core.Backtesting;
using Router.Core.Orders;
using Router.Core.Tests.Routing;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Backtesting;

public sealed class PaymentLineTests
{
    private static readonly DateTimeOffset s_now = Fixture.Noon;

    [Fact]
    public void A_facts_line_with_amount_currency_and_method_is_a_payment()
    {
        var read = PaymentLine.Read(
            """{ "platform": "ios", "amount": 1050, "currency": "CNY", "method": "sim.qr", "metadata": { "vip": true, "level": 3 }, "tags": ["a", "b"], "cardBank": null }""", 7, s_now);

        var payment = read.Value!;
        payment.Terms.Amount.Should().Be(new Money(1050, Currency.CNY));
        payment.Terms.Methods.Should().Equal("sim.qr");
        payment.Terms.MerchantOrderNo.Should().Be("line-7");
        payment.AcceptedAt.Should().Be(s_now);
        payment.Terms.Facts.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["platform"] = "ios",
            ["metadata.vip"] = "true",
            ["metadata.level"] = "3",
            ["tags"] = "a,b",
        });
    }

    [Theory]
    [InlineData("""{ "currency": "CNY", "method": "sim.qr" }""", "no \"amount\"")]
    [InlineData("""{ "amount": 1, "method": "sim.qr" }""", "no \"currency\"")]
    [InlineData("""{ "amount": 1, "currency": "CNY" }""", "no \"method\"")]
    [InlineData("""{ "amount": "1", "currency": "CNY", "method": "sim.qr" }""", "minor units")]
    [InlineData("""{ "amount": -1, "currency": "CNY", "method": "sim.qr" }""", "at least 0")]
    [InlineData("""{ "amount": 1, "currency": "cny", "method": "sim.qr" }""", "Did you mean \"CNY\"?")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "methods": [] }""", "empty")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "method": "sim.qr", "time": "2026-01-01" }""", "offset")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "method": "sim.qr", "time": "9999-12-31T23:59:59Z" }""", "0002 to 9998")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "method": "sim.qr", "time": "0001-01-01T00:00:00Z" }""", "0002 to 9998")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "method": "sim.qr", "seed": -1 }""", "seed")]
    [InlineData("""{ "amount": 1, "currency": "CNY", "method": "sim.qr", "health": [{ "account": "a", "method": "m", "h": 2, "s": 1 }] }""", "0 to 1")]
    [InlineData("[]", "JSON object")]
    [InlineData("{", "JSON")]
    public void What_is_no_payment_is_told_with_line_and_column(string line, string words)
    {
        var read = PaymentLine.Read(line, 3, s_now);

        read.Value.Should().BeNull();
        read.Diagnostics.Should().ContainSingle().Which.ToString().Should().StartWith("line 3(1,").And.Contain(words);
    }

    [Fact]
    public void An_order_that_is_written_and_read_again_is_planned_as_it_was()
    {
        var terms = Fixture.Terms(2_500) with
        {
            Methods = ["sim.qr", "sim.page"],
            AllowedAccounts = ["a", "b"],
            Instrument = new Instrument("ICBC", "credit", "622202", "token-never-written"),
            Payer = new Payer("payer-never-written"),
            Facts = new Dictionary<string, string> { ["platform"] = "ios", ["instalments"] = "3", ["metadata.vip"] = "true", ["metadata.code"] = "007", ["cardBank"] = "ABC" },
        };
        var order = Order(terms, AttemptState.Captured);

        var line = PaymentLine.Write(order);
        var payment = PaymentLine.Read(line, 1, s_now.AddDays(9)).Value!;

        line.Should().NotContain("never-written");
        payment.AcceptedAt.Should().Be(order.CreatedAt);
        payment.Validity.Should().Be(TimeSpan.FromMinutes(30));
        payment.Seed.Should().Be(ulong.MaxValue);
        payment.FirstAccount.Should().Be("a");
        payment.FirstSucceeded.Should().BeTrue();
        payment.Health.Should().Equal(new RecordedHealth("a", "sim.qr", 0.25, 0.5, "closed"));
        payment.Terms.Should().BeEquivalentTo(terms with { Instrument = null, Payer = null, Facts = payment.Terms.Facts, Description = "preview" });
        payment.Terms.Facts.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["platform"] = "ios",
            ["instalments"] = "3",
            ["metadata.vip"] = "true",
            ["metadata.code"] = "007",
            ["cardBank"] = "ICBC",
            ["cardType"] = "credit",
            ["cardBin"] = "622202",
        });
    }

    [Theory]
    [InlineData(AttemptState.Captured, true)]
    [InlineData(AttemptState.Reversed, true)]
    [InlineData(AttemptState.Declined, false)]
    [InlineData(AttemptState.Closed, false)]
    [InlineData(AttemptState.NotSent, false)]
    [InlineData(AttemptState.Pending, null)]
    [InlineData(AttemptState.Unknown, null)]
    [InlineData(AttemptState.Sending, null)]
    public void An_outcome_that_is_not_certain_is_not_recorded(AttemptState state, bool? succeeded) =>
        PaymentLine.Read(PaymentLine.Write(Order(Fixture.Terms(), state)), 1, s_now).Value!.FirstSucceeded.Should().Be(succeeded);

    [Fact]
    public void Facts_that_are_called_like_members_of_the_line_do_not_spoil_it()
    {
        var names = new[] { "order", "methods", "payer", "seed", "validitySeconds", "allowedAccounts", "firstAccount", "firstSucceeded", "health", "metadata", "time" };
        var order = Order(Fixture.Terms() with { Facts = names.ToDictionary(n => n, _ => "odd") }, AttemptState.Captured);

        var read = PaymentLine.Read(PaymentLine.Write(order), 1, s_now);

        read.Diagnostics.Should().BeEmpty();
        read.Value!.Seed.Should().Be(ulong.MaxValue);
        read.Value.Terms.MerchantOrderNo.Should().Be(order.Terms.MerchantOrderNo);
    }

    [Fact]
    public void An_account_that_holds_the_agreement_is_the_only_one_of_the_line()
    {
        var order = Order(Fixture.Terms() with { AgreementId = "never-written", AgreementAccount = "b" }, AttemptState.Captured);

        var line = PaymentLine.Write(order);

        line.Should().NotContain("never-written");
        PaymentLine.Read(line, 1, s_now).Value!.Terms.AllowedAccounts.Should().Equal("b");
    }

    internal static PaymentOrder Order(PaymentTerms terms, AttemptState state) => new()
    {
        Id = "P1",
        State = PaymentState.Succeeded,
        Terms = terms,
        CreatedAt = s_now,
        ExpiresAt = s_now.AddMinutes(30),
        Plan = new RoutePlan
        {
            Outcome = RouteOutcome.Routed,
            RuleSetHash = "r",
            CatalogHash = "c",
            Seed = ulong.MaxValue,
            Candidates = [new("a", "sim", "sim.qr", 1, 1, 15, 6000, 0.25, 0.5, "closed", "weighted")],
        },
        Attempts = [OrderSamples.Attempt("A1", "a", state)],
    };
}
