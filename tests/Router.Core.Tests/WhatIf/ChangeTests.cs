using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Routing;
using Router.Core.Tests.Routing;
using Router.Core.WhatIf;
using Router.Rules;
using Router.Rules.Explain;

namespace Router.Core.Tests.WhatIf;

/// What a change says, how large it is and what it does; which changes are tried at all.
public class ChangeTests
{
    private static readonly RuleSet s_abc = Fixture.Default("""{ "strategy": "priority", "candidates": ["a", "b", "c"] }""");

    [Theory]
    [InlineData("amount", "1000", "1500", "amount 1500 instead of 1000", 0.5)]
    [InlineData("amount", "1000", "900", "amount 900 instead of 1000", 0.1)]
    [InlineData("amount", "0", "3", "amount 3 instead of 0", 1)]
    [InlineData("amount", "1000", "9000", "amount 9000 instead of 1000", 1)]
    [InlineData("metadata.n", "-4", "-3", "metadata.n -3 instead of -4", 0.25)]
    [InlineData("platform", "web", "ios", "platform ios instead of web", 1)]
    [InlineData("platform", null, "ios", "platform ios (now absent)", 1)]
    [InlineData("platform", "web", null, "platform left out (now web)", 1)]
    public void A_changed_fact_is_told_and_measured(string fact, string? from, string? to, string text, double size)
    {
        var change = new FactChange(fact, from, to);
        (change.Text, change.Subject).Should().Be((text, fact));
        change.Size.Should().BeApproximately(size, 1e-12);
    }

    [Theory]
    [InlineData("amount", false)]
    [InlineData("currency", false)]
    [InlineData("method", false)]
    [InlineData("merchant", false)]
    [InlineData("time", false)]
    [InlineData("platform", true)]
    [InlineData("metadata.vip", true)]
    public void What_every_payment_has_cannot_be_left_out(string fact, bool can) => FactChange.CanBeAbsent(fact).Should().Be(can);

    [Fact]
    public void A_changed_fact_changes_that_alone()
    {
        var terms = Fixture.Terms() with { Facts = new Dictionary<string, string> { ["platform"] = "web", ["region"] = "CN" }, Instrument = new("ICBC", "debit", "622202", "t") };
        var request = Fixture.Request(terms);
        Applied("amount", "5").Should().BeEquivalentTo(request with { Terms = terms with { Amount = new(5, Currency.CNY) } });
        Applied("currency", "USD").Should().BeEquivalentTo(request with { Terms = terms with { Amount = new(1000, Currency.USD) } });
        Applied("method", "x.qr").Should().BeEquivalentTo(request with { Terms = terms with { Methods = ["x.qr"] } });
        Applied("merchant", "m2").Should().BeEquivalentTo(request with { Terms = terms with { Merchant = "m2" } });
        var later = Applied("time", "2026-03-02T13:00:00Z");
        (later.AcceptedAt, later.Now, later.ExpiresAt).Should().Be((Fixture.Noon.AddHours(1), Fixture.Noon.AddHours(1), Fixture.Noon.AddMinutes(90)));
        Applied("platform", "ios").Terms.Facts.Should().BeEquivalentTo(new Dictionary<string, string> { ["platform"] = "ios", ["region"] = "CN" });
        Applied("platform", null).Terms.Facts.Should().BeEquivalentTo(new Dictionary<string, string> { ["region"] = "CN" });
        Applied("metadata.vip", "true").Terms.Facts.Should().BeEquivalentTo(new Dictionary<string, string> { ["platform"] = "web", ["region"] = "CN", ["metadata.vip"] = "true" });
        Applied("cardBank", "ABC").Terms.Instrument.Should().Be(new Instrument("ABC", "debit", "622202", "t"));
        Applied("cardType", "credit").Terms.Instrument.Should().Be(new Instrument("ICBC", "credit", "622202", "t"));
        Applied("cardBin", null).Terms.Instrument.Should().Be(new Instrument("ICBC", "debit", null, "t"));
        Applied("cardBin", "1").Terms.Facts.Should().BeEquivalentTo(terms.Facts);
        new FactChange("cardBank", null, "ABC").Apply(new(Fixture.Request(), Fixture.Snapshot(s_abc))).Request.Terms.Instrument.Should().Be(new Instrument("ABC"));

        RouteRequest Applied(string fact, string? to) => new FactChange(fact, "x", to).Apply(new(request, Fixture.Snapshot(s_abc))).Request;
    }

    [Fact]
    public void A_changed_health_is_told_and_measured()
    {
        HealthChange[] all =
        [
            new("a", HealthChangeKind.Healthier, 0.125, 0.75), new("a", HealthChangeKind.BreakerClosed), new("a", HealthChangeKind.BreakerOpen), new("a", HealthChangeKind.Unblocked),
        ];
        all.Select(c => $"{c.Subject} {c.Size}: {c.Text}").Should().Equal(
            "Healthier a 0.625: health of a 0.75 instead of 0.13", "BreakerClosed a 1: breaker of a closed", "BreakerOpen a 1: breaker of a open", "Unblocked a 1: a no longer blocked");
    }

    [Fact]
    public void A_changed_health_changes_that_account_alone()
    {
        var bank = Fixture.Line("a", 0.1) with { CardBank = "ICBC" };
        var line = Fixture.Line("a", 0.5, open: true, breakFor: 60) with { ProbeInFlight = true, Banks = [bank] };
        var account = new AccountHealth
        {
            AccountId = "a",
            Disabled = "d",
            Drained = "d",
            Maintenance = [new(Fixture.Noon, Fixture.Noon.AddHours(1), "m")],
            Override = new(0.5, "o", Fixture.Noon.AddHours(1)),
            Quarantined = "q",
            QuarantinedVersion = "1",
            RestUntil = Fixture.Noon.AddHours(1),
            UsInARow = 3,
            MisconfiguredProbeAt = Fixture.Noon,
            MisconfiguredProbeInFlight = true,
        };
        var other = Fixture.Line("b", 0.5);
        var otherAccount = account with { AccountId = "b" };
        var view = HealthView.Of(Fixture.Noon, [line, other], [account, otherAccount]);

        Expect(new("a", HealthChangeKind.Healthier, 0.5, 0.75), line with { Health = 0.75, Banks = [bank with { Health = 0.75 }] }, account with { Override = account.Override! with { Health = 0.75 } });
        Expect(
            new("a", HealthChangeKind.BreakerOpen),
            line with { IsOpen = true, ProbeInFlight = false, BreakUntil = Fixture.Noon.AddHours(1), Banks = [bank with { IsOpen = true, BreakUntil = Fixture.Noon.AddHours(1) }] },
            account with { Override = null });
        Expect(new("a", HealthChangeKind.BreakerClosed), line with { IsOpen = false, ProbeInFlight = false }, account);
        Expect(new("a", HealthChangeKind.Unblocked), line, new AccountHealth { AccountId = "a", DisabledUntil = account.DisabledUntil, Override = account.Override });

        void Expect(HealthChange change, HealthLine lineThen, AccountHealth accountThen)
        {
            var then = change.Apply(new(Fixture.Request(), Fixture.Snapshot(s_abc, view))).Snapshot.Health;
            then.Find("a", "sim.qr").Should().BeEquivalentTo(lineThen, change.Text);
            then.FindAccount("a").Should().BeEquivalentTo(accountThen, change.Text);
            then.Find("b", "sim.qr").Should().BeSameAs(other);
            then.FindAccount("b").Should().BeSameAs(otherAccount);
            then.At.Should().Be(Fixture.Noon);
        }
    }

    [Fact]
    public void An_account_of_which_nothing_is_known_begins_healthy()
    {
        var then = new HealthChange("a", HealthChangeKind.BreakerOpen).Apply(new(Fixture.Request(), Fixture.Snapshot(s_abc))).Snapshot.Health;
        then.Lines.Should().ContainSingle().Which.Should().BeEquivalentTo(new HealthLine
        {
            AccountId = "a",
            Method = "sim.qr",
            Health = 1,
            Estimate = 0.97,
            Observations = 0,
            Approval = 0.97,
            IsOpen = true,
            BreakUntil = then.At.AddHours(1),
            ProbeInFlight = false,
            FailuresNotSent = true,
            P99 = TimeSpan.FromMilliseconds(500),
            InFlight = 0,
        });
    }

    [Fact]
    public void What_is_tried_begins_with_the_accounts_own_health_and_ends_with_what_rules_leave_open()
    {
        var rules = Fixture.Rules("""
            { "currencies": ["CNY"], "rules": [
                { "id": "won", "when": { "platform": "web" }, "route": { "strategy": "priority", "candidates": ["a"] } },
                { "id": "wanted", "when": { "platform": "ios", "amount": { "gte": 5000, "lt": 6000 }, "merchant": "shop", "metadata.vip": true }, "route": { "strategy": "priority", "candidates": ["b"] } } ],
              "default": { "decline": { "reason": "x" } } }
            """);
        var view = HealthView.Of(Fixture.Noon, [Fixture.Line("b", 0.5, open: true, breakFor: 60)], [new AccountHealth { AccountId = "b", Drained = "d" }]);
        Tried("b", rules, view, Fixture.Terms() with { Facts = new Dictionary<string, string> { ["platform"] = "web" } }).Should().Equal(
            "b no longer blocked", "breaker of b closed", "health of b 1 instead of 0.5", "breaker of a open", "method sim.card instead of sim.qr",
            "platform ios instead of web", "platform left out (now web)", "amount 5000 instead of 1000", "amount 4999 instead of 1000", "amount 5999 instead of 1000", "amount 6000 instead of 1000",
            "metadata.vip true (now absent)", "platform android instead of web", "platform windows instead of web", "platform macos instead of web", "platform linux instead of web",
            "platform pos instead of web", "platform other instead of web");
    }

    [Fact]
    public void What_the_account_can_take_is_tried()
    {
        Tried("b", s_abc, null, Fixture.Terms(5), b => b with { MinAmount = 10 }).Should().Contain("amount 10 instead of 5").And.NotContain(t => t.StartsWith("currency"));
        Tried("b", s_abc, null, Fixture.Terms(5), b => b with { MinAmount = 5, MaxAmount = 5 }).Should().NotContain(t => t.StartsWith("amount"));
        Tried("b", s_abc, null, Fixture.Terms(5), b => b with { MaxAmount = 4 }).Should().Contain("amount 4 instead of 5");
        Tried("b", s_abc, null, Fixture.Terms() with { Amount = new(1000, Currency.JPY) }).Should().Contain(["currency CNY instead of JPY", "currency USD instead of JPY"]);
        Tried("b", s_abc, null, Fixture.Terms() with { Amount = new(1000, Currency.JPY) }, b => b with { Currencies = [Currency.USD] })
            .Should().Contain("currency USD instead of JPY").And.NotContain("currency CNY instead of JPY");
        Tried("b", s_abc, null, Fixture.Terms(), b => b with { Methods = ["sim.qr"] }).Should().NotContain(t => t.StartsWith("method"));
    }

    [Fact]
    public void How_an_account_stands_is_told()
    {
        Standing("b", s_abc).Should().Be("place 2 of 3 (priority)");
        Standing("nobody", s_abc).Should().Be("there is no such account");
        var declined = Fixture.Rules("""{ "rules": [{ "id": "r", "when": { "currency": "CNY" }, "decline": { "reason": "too late" } }], "default": { "route": { "strategy": "priority", "candidates": ["a"] } } }""");
        Standing("b", declined).Should().Be("the payment is declined: too late");
        var ruled = Fixture.Rules("""{ "rules": [{ "id": "r", "when": { "currency": "CNY" }, "route": { "strategy": "priority", "candidates": ["a"], "onExhausted": "decline" } }], "default": { "decline": { "reason": "x" } } }""");
        Standing("b", ruled).Should().Be("rule r does not name it");
        Explain("b", declined).Walk.Should().Equal(new WalkStep("r", "declines: too late"));
        Explain("b", Fixture.Rules("""{ "rules": [{ "id": "r", "when": { "currency": "CNY" }, "route": { "strategy": "lowestFee", "candidates": ["a"], "onExhausted": "default" } }], "default": { "route": { "strategy": "weighted", "candidates": [{ "account": "b", "weight": 2 }] } } }"""))
            .Walk.Select(s => $"{s.RuleId}: {s.Text}").Should().Equal("r: lowestFee a; behind them the default", ": weighted b");
    }

    private static string Standing(string account, RuleSet rules) => Explain(account, rules).Counterfactual!.Standing;

    private static RouteExplanation Explain(string account, RuleSet rules) => new RouteExplainer(RoutePlanner.CreateDefault()).Explain(Fixture.Request(), Fixture.Snapshot(rules), 1, account);

    private static IEnumerable<string> Tried(string account, RuleSet rules, HealthView? view, PaymentTerms terms, Func<MerchantAccount, MerchantAccount>? change = null)
    {
        var b = Fixture.Account("b");
        var catalog = new Catalog([Fixture.Account("a"), change?.Invoke(b) ?? b], [Fixture.Channel("sim", Fixture.Method(), Fixture.Method("sim.card"))], "c");
        var situation = new Situation(Fixture.Request(terms), Fixture.Snapshot(rules, view, catalog));
        var explained = RuleExplainer.Explain(rules, TermsFacts.Of(terms, Fixture.Noon, FactCatalog.Open, null));
        var plan = RoutePlanner.CreateDefault().Plan(situation.Request, situation.Snapshot, 1);
        return [.. new ChangeSource(situation, explained, plan, catalog.FindAccount(account)!).Collect().Select(c => c.Text)];
    }
}
