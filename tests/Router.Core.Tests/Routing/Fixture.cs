using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Routing;
using Router.Rules;

namespace Router.Core.Tests.Routing;

/// Three accounts a, b, c at channel "sim", and the pieces to route with.
internal static class Fixture
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static MethodManifest Method(string name = "sim.qr") => new()
    {
        Name = name,
        Presentation = Presentation.QrCode,
        Currencies = [Currency.CNY, Currency.USD],
        Operations = [ChannelOperation.Pay, ChannelOperation.Query],
    };

    public static ChannelManifest Channel(string id = "sim", params MethodManifest[] methods) => new()
    {
        Id = id,
        Version = "1.0.0",
        Contract = new(1, 1),
        Assembly = "Sim.dll",
        DisplayName = "Sim",
        Methods = methods.Length == 0 ? [Method()] : methods,
        Fees = [new FeeRow { Ppm = 6000 }],
    };

    public static MerchantAccount Account(string id, string channel = "sim") => new() { Id = id, ChannelId = channel, MerchantId = "m-" + id };

    public static Catalog Catalog(params MerchantAccount[] accounts) =>
        new(accounts.Length == 0 ? [Account("a"), Account("b"), Account("c")] : accounts, [Channel()], "catalog");

    public static PaymentTerms Terms(long amount = 1000) => new()
    {
        Merchant = "shop",
        MerchantOrderNo = "o1",
        Amount = new Money(amount, Currency.CNY),
        Description = "tea",
        Methods = ["sim.qr"],
    };

    public static RouteRequest Request(PaymentTerms? terms = null) => new(terms ?? Terms(), Noon, Noon.AddMinutes(30));

    /// The default route alone: its strategy, candidates and whatever else.
    public static RuleSet Default(string route) => Rules(DefaultText(route));

    public static string DefaultText(string route) => $$"""{ "name": "t", "rules": [], "default": { "route": {{route}} } }""";

    public static RuleSet Rules(string json)
    {
        var loaded = RuleSetLoader.Load("rules.json", json);
        loaded.Diagnostics.Where(d => d.Severity == RuleSeverity.Error).Should().BeEmpty();
        return loaded.Value!;
    }

    public static RouterSnapshot Snapshot(RuleSet rules, HealthView? health = null, Catalog? catalog = null) =>
        new(rules, FactCatalog.Open, null, catalog ?? Catalog(), health ?? HealthView.Empty);

    public static HealthLine Line(string account, double health = 1, bool open = false, double breakFor = 0, bool notSent = false) => new()
    {
        AccountId = account,
        Method = "sim.qr",
        Health = health,
        Estimate = 0.97,
        Observations = 50,
        Approval = 0.97,
        IsOpen = open,
        BreakUntil = Noon.AddSeconds(breakFor),
        ProbeInFlight = false,
        FailuresNotSent = notSent,
        P99 = TimeSpan.FromMilliseconds(500),
        InFlight = 0,
    };

    public static HealthView View(params HealthLine[] lines) => HealthView.Of(Noon, lines, []);
}
