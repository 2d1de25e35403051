using Router.Abstractions;
using Router.Core.Backtesting;
using Router.Core.Orders;
using Router.Core.Tests.Routing;

namespace Router.Core.Tests.Backtesting;

/// Every figure of a comparison, counted by hand.
public class TallyTests
{
    [Fact]
    public void Every_figure_is_counted_and_merged()
    {
        var tally = Counted();
        tally.Merge(Counted());
        (tally.Changed, tally.NewlyRefused, tally.NewlyRouted, tally.NewWithoutHealth).Should().Be((6, 2, 2, 2));
        (tally.Recorded, tally.RecordedAgain, tally.RecordedFinished, tally.RecordedSucceeded).Should().Be((4, 2, 4, 2));
        Flat(tally.Matrix).Should().Equal("(declined) → b 2", "a → (all down) 2", "a → a 2", "a → b 2");
        tally.Fees.Select(f => $"{f.Key} {f.Value.OldMinor} {f.Value.NewMinor}").Should().Equal("CNY 40 40", "USD 20 40");
        (tally.Old.Payments, tally.Old.Routed, tally.New.Payments, tally.New.Routed).Should().Be((8, 6, 8, 6));
        tally.Old.Accounts.Select(Money).Should().Equal("a 6: CNY 4000 60, USD 1000 20");
        tally.New.Accounts.Select(Money).Should().Equal("a 2: CNY 2000 40", "b 4: CNY 2000 80, USD 1000 40");
        tally.Old.Rules.Select(r => $"{r.Key} {r.Value}").Should().Equal("(default) 6", "old 2");
        tally.New.Outcomes.Select(r => $"{r.Key} {r.Value}").Should().Equal("all down 2", "routed 6");
        tally.Old.Outcomes.Select(r => $"{r.Key} {r.Value}").Should().Equal("declined 2", "routed 6");
        tally.Changes.Should().Equal(
            new ChangedPayment(2, "o1", "a", "(default)", "b", "new", null), new ChangedPayment(3, "o1", "a", "(default)", "(all down)", "(default)", "all are down"),
            new ChangedPayment(4, "o1", "(declined)", "old", "b", "(default)", null));
        tally.Refusals.Should().Equal(tally.Changes.ElementAt(1));
        // Six payments moved: 0.5 → 0.9, 0.5 → nothing, nothing → 0.9, twice each, of eight.
        tally.SuccessDifference.Mean.Should().BeApproximately(2 * (0.4 - 0.5 + 0.9) / 8, 1e-9);
        tally.SuccessDifference.High.Should().BeApproximately(0.2 + (1.959964 * Math.Sqrt(2 * (0.25 + 0.09 + 0.25 + 0.09)) / 8), 1e-9);
        tally.Old.ExpectedSuccess.Mean.Should().BeApproximately(6 * 0.5 / 8, 1e-9);
    }

    [Fact]
    public void Ten_examples_are_kept_whatever_their_order()
    {
        var tally = new BacktestTally();
        foreach (var number in new[] { 12, 3, 7, 1, 11, 2, 9, 4, 10, 5, 8, 6 }) tally.Add(number, Payment(Currency.CNY), Routed("a"), Down(), false);
        tally.Changes.Select(c => c.Number).Should().Equal(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        tally.Refusals.Select(c => c.Number).Should().Equal(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        tally.Changed.Should().Be(12);
    }

    [Theory]
    [InlineData(RouteOutcome.Routed, "a", "routed")]
    [InlineData(RouteOutcome.Declined, "(declined)", "declined")]
    [InlineData(RouteOutcome.AllDown, "(all down)", "all down")]
    [InlineData(RouteOutcome.NoCandidate, "(no candidate)", "no candidate")]
    public void Each_outcome_has_its_place_and_its_word(RouteOutcome outcome, string place, string word)
    {
        var plan = outcome == RouteOutcome.Routed ? Routed("a") : Down() with { Outcome = outcome };
        RouteTally.PlaceOf(plan).Should().Be(place);
        var tally = new RouteTally();
        tally.Add(plan, Fixture.Terms());
        tally.Outcomes.Should().ContainSingle().Which.Key.Should().Be(word);
    }

    [Fact]
    public void Probabilities_are_whole_millionths_and_shares_lie_between_nothing_and_all()
    {
        new[] { -1, 0, 0.0000005, 0.0000015, 0.25, 1, 2 }.Select(Micro.Of).Should().Equal(0, 0, 0, 2, 250_000, 1_000_000, 1_000_000);
        new[] { 0, 0.5, 0.9, 1 }.Select(Micro.VarianceOf).Should().Equal(0, 250_000, 90_000, 0);
        Micro.Share(0, 0, 0).Should().Be(new Share95(0, 0, 0));
        Micro.Share(500_000, 250_000, 1).Should().Be(new Share95(0.5, 0, 1));
        var share = Micro.Share(50_000_000, 25_000_000, 100);
        share.Mean.Should().Be(0.5);
        share.Low.Should().BeApproximately(0.4020018, 1e-7);
        share.High.Should().BeApproximately(0.5979982, 1e-7);
        Micro.Mean(-50_000_000, 0, 100).Should().Be(new Share95(-0.5, -0.5, -0.5));
    }

    [Fact]
    public void Seeds_of_neighbours_are_those_of_SplitMix64()
    {
        (Backtest.SeedOf(0, 1), Backtest.SeedOf(0, 2), Backtest.SeedOf(0, 3), Backtest.SeedOf(0, 4)).Should().Be(
            (0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F, 0xF88BB8A8724C81EC), "the published values of its first outputs");
        Backtest.SeedOf(0x9E3779B97F4A7C15, 1).Should().Be(0x6E789E6AA1B965F4);
    }

    [Fact]
    public void Made_up_payments_have_what_no_rule_names_from_the_catalog()
    {
        var rules = Fixture.Rules("""{ "rules": [{ "id": "r", "when": { "platform": "ios" }, "route": { "strategy": "priority", "candidates": ["a"] } }], "default": { "decline": { "reason": "x" } } }""");
        var payments = MadeUpPayments.Draw(rules, Fixture.Catalog(), Fixture.Noon, 200, 7);
        payments.Select(p => p.Terms.MerchantOrderNo).Should().Equal(Enumerable.Range(0, 200).Select(i => $"made-up-{i}"));
        payments.Should().OnlyContain(p => p.Terms.Merchant == "made-up" && p.Terms.Description == "made up" && p.Terms.Amount.Minor == 1000 && p.AcceptedAt == Fixture.Noon && p.Terms.Methods.Single() == "sim.qr");
        payments.Select(p => p.Terms.Amount.Currency.Code).Distinct().Should().BeEquivalentTo("CNY", "USD");
        payments.Select(p => p.Terms.Facts.GetValueOrDefault("platform")).Distinct().Should().BeEquivalentTo("ios", null);
        payments.Should().OnlyContain(p => p.Terms.Facts.Count <= 1);
        MadeUpPayments.Draw(rules, Fixture.Catalog(), Fixture.Noon, 200, 7).Select(p => p.Terms.Facts.Count).Should().Equal(payments.Select(p => p.Terms.Facts.Count), "the same seed makes the same");
    }

    [Fact]
    public void Made_up_payments_have_what_the_rules_name()
    {
        var rules = Fixture.Rules("""
            { "currencies": ["JPY"], "rules": [{ "id": "r", "when": { "merchant": "m1", "amount": 77, "method": "x.qr", "time": "2026-01-01T00:00:00Z" }, "route": { "strategy": "priority", "candidates": ["a"] } }],
              "default": { "decline": { "reason": "x" } } }
            """);
        var payments = MadeUpPayments.Draw(rules, Fixture.Catalog(), Fixture.Noon, 200, 7);
        payments.Should().OnlyContain(p => p.Terms.Amount == new Money(77, Currency.JPY) && p.Terms.Facts.Count == 0);
        payments.Select(p => p.Terms.Merchant).Distinct().Should().BeEquivalentTo("m1", "made-up");
        payments.Select(p => p.Terms.Methods.Single()).Distinct().Should().BeEquivalentTo("x.qr", "sim.qr");
        payments.Select(p => p.AcceptedAt).Should().Contain(Fixture.Noon).And.Contain(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private static BacktestTally Counted()
    {
        var tally = new BacktestTally();
        tally.Add(1, Payment(Currency.CNY, 1000) with { FirstAccount = "a", FirstSucceeded = true }, Routed("a", 20), Routed("a", 20), true);
        tally.Add(2, Payment(Currency.USD, 500) with { FirstAccount = "c", FirstSucceeded = false }, Routed("a", 10), Routed("b", 20, "new"), false);
        tally.Add(3, Payment(Currency.CNY, 1000), Routed("a", 10), Down(), false);
        tally.Add(4, Payment(Currency.CNY, 1000), Down() with { Outcome = RouteOutcome.Declined, RuleId = "old" }, Routed("b", 40), true);
        return tally;
    }

    private static RecordedPayment Payment(Currency currency, long amount = 1000) =>
        new() { Terms = Fixture.Terms() with { Amount = new(amount, currency) }, AcceptedAt = Fixture.Noon };

    private static RoutePlan Routed(string account, long fee = 0, string? rule = null) => Down() with
    {
        Outcome = RouteOutcome.Routed,
        RuleId = rule,
        Candidates = [new(account, "sim", "sim.qr", 1, 1, fee, 0, 1, account == "b" ? 0.9 : 0.5, "closed", "weighted")],
    };

    private static RoutePlan Down() => new() { Outcome = RouteOutcome.AllDown, ReasonText = "all are down", RuleSetHash = "r", CatalogHash = "c", Seed = 1 };

    private static IEnumerable<string> Flat(IReadOnlyDictionary<string, SortedDictionary<string, long>> matrix) =>
        matrix.SelectMany(row => row.Value.Select(cell => $"{row.Key} → {cell.Key} {cell.Value}"));

    private static string Money(KeyValuePair<string, AccountTally> account) =>
        $"{account.Key} {account.Value.Payments}: {string.Join(", ", account.Value.Money.Select(m => $"{m.Key} {m.Value.AmountMinor} {m.Value.FeeMinor}"))}";
}
