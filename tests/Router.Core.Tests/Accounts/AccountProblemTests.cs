using System.Text.Json;
using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Tests.Routing;

namespace Router.Core.Tests.Accounts;

/// What a person reads where an account does not fit its channel, word for word.
public class AccountProblemTests
{
    private static readonly ChannelManifest s_manifest = Fixture.Channel(
        "sim",
        Fixture.Method() with { MinAmount = 10, MaxAmount = 500 },
        Fixture.Method("sim.card") with { MinAmount = 100, MaxAmount = 1000, Currencies = [Currency.JPY] });

    private static readonly MerchantAccount s_account = Fixture.Account("a");

    [Fact]
    public void A_method_that_the_channel_lacks_is_told_with_those_it_has() => Told(s_account with { Methods = ["sim.qr", "sim.cart"] }).Should().Equal(
        "error RTR3102: account a, methods[1]: sim has no method \"sim.cart\". It has: sim.qr, sim.card. Did you mean \"sim.card\"?");

    [Fact]
    public void A_currency_is_measured_by_the_methods_that_are_on()
    {
        Told(s_account with { Currencies = [Currency.CNY, Currency.JPY] }).Should().BeEmpty();
        Told(s_account with { Methods = ["sim.qr"], Currencies = [Currency.CNY, Currency.JPY], Limits = new(null, [new(1, Currency.USD), new(5, Currency.JPY)]) }).Should().Equal(
            "error RTR3103: account a, currencies[1]: No method of this account takes JPY. They take: CNY, USD.",
            "error RTR3103: account a, limits.perDay.amount.JPY: No method of this account takes JPY. They take: CNY, USD.");
    }

    [Theory]
    [InlineData(10L, 1000L, "")]
    [InlineData(1000L, 10L, "")]
    [InlineData(9L, null, "minAmount: is 9; the channel takes 10 to 1000.")]
    [InlineData(1001L, null, "minAmount: is 1001; the channel takes 10 to 1000.")]
    [InlineData(null, 9L, "maxAmount: is 9; the channel takes 10 to 1000.")]
    [InlineData(null, 1001L, "maxAmount: is 1001; the channel takes 10 to 1000.")]
    public void Amounts_lie_within_what_the_methods_take(long? min, long? max, string told) =>
        Told(s_account with { MinAmount = min, MaxAmount = max }).Should().Equal(told.Length == 0 ? [] : ["error RTR3104: account a, " + told]);

    [Fact]
    public void An_account_without_a_method_is_told_that_alone() => Told(s_account with { Methods = ["x"], MinAmount = 1 }).Should().Equal(
        "error RTR3102: account a, methods[0]: sim has no method \"x\". It has: sim.qr, sim.card.");

    [Fact]
    public void A_fee_for_a_method_that_the_channel_lacks_is_told() =>
        Told(s_account with { Fees = [new FeeRow(), new FeeRow { Method = "sim.qr" }, new FeeRow { Method = "sim.qrr" }] }).Should().Equal(
            "error RTR3105: account a, fees[2].method: sim has no method \"sim.qrr\". Did you mean \"sim.qr\"?");

    [Fact]
    public void An_account_of_no_loaded_channel_is_told_that() => AccountValidator.Validate(s_account, null).Select(p => p.ToString()).Should().Equal(
        "error RTR3101: account a, channel: No channel \"sim\" is loaded. Add it to plugins.json or mend the name.");

    [Fact]
    public void Settings_are_checked_as_they_are_and_missing_ones_as_none()
    {
        Told(s_account with { Settings = Json("""{ "x": 1 }""") }).Should().Equal("error RTR3108: account a, settings: sim takes no settings; leave them out.");
        Told(s_account with { Settings = Json("{}") }).Should().BeEmpty();
        var strict = s_manifest with { SettingsSchema = Json("""{ "required": ["key"], "properties": { "key": { "secret": true } }, "additionalProperties": false }""") };
        Told(s_account, strict).Should().Equal("error RTR3106: account a, settings.key: is missing.");
        Told(s_account with { Settings = Json("""{ "key": "two words" }""") }, strict).Should().Equal(
            "error RTR3107: account a, settings.key: looks like the secret itself. Write the name of a secret here and keep the secret in the environment or a file.");
        Told(s_account with { Settings = Json("7") }, s_manifest with { SettingsSchema = Json("""{ "type": "object" }""") }).Should().Equal(
            "error RTR3106: account a, settings: is a number; it must be an object.");
    }

    [Fact]
    public void The_catalog_finds_by_id_and_knows_fees_methods_and_days()
    {
        var paid = Fixture.Account("b") with { Fees = [new FeeRow { Ppm = 1_000 }] };
        var wrong = Fixture.Account("c") with { Fees = [new FeeRow { Ppm = -1 }] };
        var zoned = Fixture.Account("d") with { Limits = new(1, null, "Asia/Tokyo") };
        var catalog = new Catalog([zoned, wrong, paid, s_account, Fixture.Account("e", "gone")], [s_manifest with { TimeZone = "America/New_York", Fees = [new FeeRow { Ppm = 6000 }] }], "h");
        var amount = new Money(1_000_000, Currency.CNY);
        var late = new DateTimeOffset(2026, 3, 2, 23, 30, 0, TimeSpan.Zero);
        var early = new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

        catalog.Accounts.Select(a => a.Id).Should().Equal("a", "b", "c", "d", "e");
        catalog.Hash.Should().Be("h");
        (catalog.FindAccount("b"), catalog.FindAccount("x")).Should().Be((paid, null));
        (catalog.FindChannel("sim")!.Id, catalog.FindChannel("gone")).Should().Be(("sim", null));
        new[] { "a", "b", "c", "e", "x" }.Select(a => catalog.FeesOf(a).Quote("sim.qr", null, amount)?.Fee).Should().Equal(6000, 1000, null, null, null);
        (catalog.FindMethod("a", "sim.card")!.Name, catalog.FindMethod("a", "x"), catalog.FindMethod("e", "sim.qr"), catalog.FindMethod("x", "sim.qr")).Should().Be(("sim.card", null, null, null));
        (catalog.LimitDayOf(zoned, late).Day, catalog.LimitDayOf(s_account, early).Day, catalog.LimitDayOf(catalog.FindAccount("e")!, late).Day).Should().Be((3, 1, 2));
        catalog.LimitDayOf(zoned with { Limits = new(1, null, "Mars/Base") }, late).Day.Should().Be(2, "an unknown zone is UTC");
        (Catalog.Empty.Accounts.Count, Catalog.Empty.Channels.Count, Catalog.Empty.Hash).Should().Be((0, 0, ""));
        new AccountLimits(1, [new(5, Currency.USD), new(7, Currency.CNY)]).AmountOf(Currency.CNY).Should().Be(7);
        new AccountLimits(1, [new(5, Currency.USD)]).AmountOf(Currency.CNY).Should().BeNull();
        new AccountLimits(1).AmountOf(Currency.CNY).Should().BeNull();
    }

    private static IEnumerable<string> Told(MerchantAccount account, ChannelManifest? manifest = null) =>
        AccountValidator.Validate(account, manifest ?? s_manifest).Select(p => p.ToString());

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
