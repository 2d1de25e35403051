using System.Text.Json;
using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Routing;

namespace Router.Core.Tests.Routing;

public class EligibilityTests
{
    private static readonly MerchantAccount s_account = Fixture.Account("a");

    private static string? Reason(
        MerchantAccount? account = null, PaymentTerms? terms = null, MethodManifest? method = null, RouteRequest? request = null, AccountHealth? health = null)
    {
        account ??= s_account;
        var catalog = new Catalog([account], [Fixture.Channel("sim", method ?? Fixture.Method())], "c");
        var rules = Fixture.Default("""{ "strategy": "priority", "candidates": ["a"] }""");
        var view = HealthView.Of(Fixture.Noon, [], health is null ? [] : [health]);
        var plan = RoutePlanner.CreateDefault().Plan(request ?? Fixture.Request(terms), Fixture.Snapshot(rules, view, catalog), 1);
        return plan.Outcome == RouteOutcome.Routed ? null : plan.Excluded.Single().Reason;
    }

    [Fact]
    public void An_ordinary_account_is_eligible() => Reason().Should().BeNull();

    [Fact]
    public void Channel_not_loaded() => Reason(s_account with { ChannelId = "gone" }).Should().Be("channel gone is not loaded");

    [Theory]
    [InlineData(AccountState.NoNewPayments, "account takes no new payments")]
    [InlineData(AccountState.Retired, "account is retired")]
    [InlineData(AccountState.Testing, "account is for tests: only a payment that names it can use it")]
    public void State(AccountState state, string reason) => Reason(s_account with { State = state }).Should().Be(reason);

    [Fact]
    public void Testing_accounts_take_payments_that_name_them() =>
        Reason(s_account with { State = AccountState.Testing }, Fixture.Terms() with { AllowedAccounts = ["a"] }).Should().BeNull();

    [Fact]
    public void Not_allowed_by_the_caller() =>
        Reason(terms: Fixture.Terms() with { AllowedAccounts = ["b"] }).Should().Be("not among the accounts the caller allows");

    [Fact]
    public void Excluded() => Reason(request: Fixture.Request() with { ExcludedAccounts = ["a"] }).Should().StartWith("excluded");

    [Fact]
    public void Agreement_held_elsewhere_or_by_nobody_known()
    {
        Reason(terms: Fixture.Terms() with { AgreementId = "x", AgreementAccount = "b" }).Should().Be("the agreement or token is held by b");
        Reason(terms: Fixture.Terms() with { AgreementId = "x", AgreementAccount = "a" }).Should().BeNull();
        Reason(terms: Fixture.Terms() with { Instrument = new(Token: "t") }).Should().StartWith("no account is known");
    }

    [Fact]
    public void Method_not_offered_or_switched_off_or_unable_to_pay()
    {
        Reason(terms: Fixture.Terms() with { Methods = ["x.qr"] }).Should().Be("method x.qr is not offered");
        Reason(s_account with { Methods = [] }).Should().Be("method sim.qr is switched off");
        Reason(method: Fixture.Method() with { Operations = [ChannelOperation.Agreement] }).Should().Be("method sim.qr cannot pay");
        Reason(terms: Fixture.Terms() with { Methods = ["x.qr", "sim.qr"] }).Should().BeNull("the buyer can use the second");
    }

    [Fact]
    public void Currency_not_taken_or_switched_off()
    {
        Reason(method: Fixture.Method() with { Currencies = [Currency.EUR] }).Should().Be("currency CNY is not taken by sim.qr");
        Reason(s_account with { Currencies = [Currency.USD] }).Should().Be("currency CNY is switched off");
    }

    [Fact]
    public void Limits_of_account_and_method_both_hold()
    {
        Reason(s_account with { MinAmount = 1001 }).Should().Be("amount 1000 is below the least, 1001");
        Reason(s_account with { MaxAmount = 999 }).Should().Be("amount 1000 is above the greatest, 999");
        Reason(method: Fixture.Method() with { MaxAmount = 500 }).Should().Be("amount 1000 is above the greatest, 500");
        Reason(s_account with { MinAmount = 1000, MaxAmount = 1000 }).Should().BeNull();
    }

    [Theory]
    [InlineData("08:00", "12:00", false)]
    [InlineData("12:00", "13:00", true)]
    [InlineData("22:00", "06:00", false)]
    [InlineData("22:00", "12:01", true)]
    public void Hours_are_half_open_and_may_pass_midnight(string from, string to, bool fits)
    {
        var hours = new AccountHours(TimeOnly.Parse(from, null), TimeOnly.Parse(to, null), "UTC");
        (Reason(s_account with { Hours = [hours] }) is null).Should().Be(fits);
    }

    [Fact]
    public void Hours_are_read_in_their_zone() =>
        Reason(s_account with { Hours = [new(new(20, 0), new(20, 1), "Asia/Shanghai")] }).Should().BeNull();

    [Fact]
    public void Too_little_time_left() =>
        Reason(method: Fixture.Method() with { MinValidity = TimeSpan.FromHours(1) }).Should().Be("expires in 00:30:00; sim.qr needs at least 01:00:00");

    [Fact]
    public void Extra_fields_need_a_schema_that_knows_them()
    {
        var extra = Fixture.Terms() with { Extra = new Dictionary<string, string> { ["store"] = "7" } };
        Reason(terms: extra).Should().Be("sim.qr takes no extra fields, not store");
        var schema = Fixture.Method() with
        {
            ExtraFields = JsonDocument.Parse("""{ "type": "object", "properties": { "store": { "type": "string", "pattern": "^[0-9]+$" } }, "required": ["store"], "additionalProperties": false }""").RootElement,
        };
        Reason(terms: extra, method: schema).Should().BeNull();
        Reason(method: schema).Should().Be("extra fields: store: is missing.");
        Reason(terms: extra with { Extra = new Dictionary<string, string> { ["stroe"] = "7" } }, method: schema).Should().Contain("store");
    }

    [Fact]
    public void Orders_of_operators_and_rests_keep_it_out()
    {
        Reason(health: new() { AccountId = "a", Drained = "moving" }).Should().Be("drained: moving");
        Reason(health: new() { AccountId = "a", RestUntil = Fixture.Noon.AddSeconds(1) }).Should().StartWith("resting until");
        Reason(health: new() { AccountId = "a", MisconfiguredProbeAt = Fixture.Noon.AddDays(1) }).Should().StartWith("misconfigured");
    }
}
