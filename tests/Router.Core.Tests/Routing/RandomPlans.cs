using System.Globalization;
using System.Text.Json;
using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Routing;
using Router.Core.Tests.Engine;
using Router.Rules;

namespace Router.Core.Tests.Routing;

/// Payments, accounts, health and rules as a seed gives them: every reason and every note comes up sooner or later.
internal sealed class RandomPlans(ulong seed)
{
    private static readonly string[] s_methods = ["sim.qr", "sim.app", "sim.card"];
    private static readonly string[] s_tags = ["cheap", "new", "old"];
    private static readonly string[] s_banks = ["ICBC", "ABC"];

    private readonly SeededRandom _random = new(seed);

    /// The strategies that rules may name.
    public string[] Strategies { get; init; } = ["weighted", "priority", "lowestFee"];

    /// The rule file of the last snapshot.
    public string RuleText { get; private set; } = "";

    public (RouteRequest Request, RouterSnapshot Snapshot) Next()
    {
        var ids = Enumerable.Range(0, 2 + Below(7)).Select(i => "acct-" + (char)('a' + i)).ToList();
        var channels = new[] { Channel("sim"), Channel("other") };
        var catalog = new Catalog(ids.Select(Account), Chance(5) ? channels[..1] : channels, "catalog");
        var request = Request(ids);
        RuleText = RuleFile(ids);
        return (request, new RouterSnapshot(Fixture.Rules(RuleText), FactCatalog.Open, null, catalog, Health(ids)));
    }

    public ulong Seed() => _random.Next();

    private int Below(int bound) => (int)(_random.Next() % (ulong)bound);

    private bool Chance(int percent) => Below(100) < percent;

    private T One<T>(IReadOnlyList<T> values) => values[Below(values.Count)];

    private List<T> Some<T>(IEnumerable<T> values, int percent) => [.. values.Where(_ => Chance(percent))];

    private ChannelManifest Channel(string id) => Fixture.Channel(id, [.. s_methods[..(1 + Below(3))].Select(Method)]) with
    {
        Fees = [new FeeRow { Method = "sim.card", CardType = "credit", Ppm = 9000, Min = 1 }, new FeeRow { Ppm = 1000 * Below(9), Fixed = Below(3) }],
    };

    private MethodManifest Method(string name) => Fixture.Method(name) with
    {
        Currencies = Chance(90) ? [Currency.CNY, Currency.USD] : [Currency.USD],
        Operations = Chance(95) ? [ChannelOperation.Pay, ChannelOperation.Query] : [ChannelOperation.Agreement],
        MinAmount = Chance(90) ? 1 : 400,
        MinValidity = Chance(90) ? TimeSpan.Zero : TimeSpan.FromMinutes(20),
        ExtraFields = Chance(95) ? null : JsonDocument.Parse("""{ "type": "object", "properties": { "store": { "type": "string" } }, "required": ["store"] }""").RootElement,
    };

    private MerchantAccount Account(string id) => Fixture.Account(id, Chance(70) ? "sim" : "other") with
    {
        State = Chance(90) ? AccountState.Active : One(Enum.GetValues<AccountState>()),
        Tags = Some(s_tags, 40),
        Methods = Chance(80) ? null : Some(s_methods, 60),
        Currencies = Chance(90) ? null : [Currency.USD],
        Fees = Chance(50) ? null : [new FeeRow { To = 500, Fixed = 2 }, new FeeRow { From = 500, Ppm = Below(20) * 500, Cap = 40 }],
        MinAmount = Chance(90) ? null : 300,
        MaxAmount = Chance(90) ? null : 900,
        Hours = Chance(90) ? [] : [new AccountHours(new(Below(24), 0), new(Below(24), 30), "Asia/Shanghai")],
    };

    private RouteRequest Request(List<string> ids)
    {
        var terms = Fixture.Terms(1 + Below(2000)) with
        {
            Methods = Some(s_methods, 60) is { Count: > 0 } methods ? methods : ["sim.qr"],
            MerchantOrderNo = "o" + Below(1000),
            Payer = Chance(50) ? new Payer("payer-" + Below(50)) : null,
            Instrument = Chance(60) ? null : new(Chance(70) ? One(s_banks) : null, Chance(50) ? "credit" : "debit", Chance(50) ? "622202" : null),
            AllowedAccounts = Chance(90) ? null : Some(ids, 50),
            AgreementId = Chance(97) ? null : "agreement",
            AgreementAccount = Chance(97) ? null : One(ids),
            Extra = Chance(95) ? null : new Dictionary<string, string> { ["store"] = "7" },
            Facts = new Dictionary<string, string> { ["platform"] = One(["ios", "android", "web", "moon"]), ["metadata.vip"] = Chance(50) ? "true" : "no" },
        };
        return new RouteRequest(terms, Fixture.Noon, Fixture.Noon.AddSeconds(Below(100)), Fixture.Noon.AddMinutes(Chance(90) ? 30 : 10), Chance(90) ? [] : Some(ids, 20));
    }

    private HealthView Health(List<string> ids)
    {
        var lines = from method in s_methods from id in ids where Chance(80) select Line(id, method) with { Banks = [.. Some(s_banks, 20).Select(b => Line(id, method) with { CardBank = b })] };
        return HealthView.Of(Fixture.Noon, lines.ToList(), [.. ids.Where(_ => Chance(30)).Select(Word)]);
    }

    private HealthLine Line(string id, string method) => Fixture.Line(
        id, Chance(60) ? 1 : Chance(50) ? Below(1000) / 1000.0 : 0.01 + (Below(30) / 100.0), open: Chance(12), breakFor: Below(3) - 1, notSent: Chance(50)) with
    {
        Method = method,
        Estimate = 0.5 + (Below(500) / 1000.0),
        Approval = 0.8 + (Below(2000) / 10000.0),
    };

    private AccountHealth Word(string id) => new()
    {
        AccountId = id,
        Disabled = Chance(5) ? "broken" : null,
        Drained = Chance(5) ? "moving" : null,
        Maintenance = Chance(10) ? [new(Fixture.Noon.AddMinutes(-1), Fixture.Noon.AddMinutes(1), "planned")] : [],
        Override = Chance(20) ? new(Below(100) / 100.0, "by hand", Fixture.Noon.AddMinutes(Below(3) - 1)) : null,
        RestUntil = Chance(10) ? Fixture.Noon.AddSeconds(30) : null,
        MisconfiguredProbeAt = Chance(10) ? Fixture.Noon.AddSeconds(Below(3) - 1) : null,
    };

    private string RuleFile(List<string> ids)
    {
        var rules = Enumerable.Range(0, Below(5)).Select(i => Chance(10)
            ? $$"""{ "id": "r{{i}}", {{When()}}, "decline": { "reason": "not served" } }"""
            : $$"""{ "id": "r{{i}}", {{When()}}, {{Down()}} "route": {{Route(ids)}} }""");
        return $$"""{ "name": "t", "currencies": ["CNY"], "rules": [{{string.Join(",", rules)}}], "default": { {{Down()}} "route": {{Route(ids)}} } }""";
    }

    private string Down() => Chance(40) ? "\"whenAllDown\": \"try\"," : "";

    private string When() => Below(4) switch
    {
        0 => "\"when\": { \"platform\": [\"ios\", \"web\"] }",
        1 => "\"when\": { \"amount\": { \"gte\": 500 } }",
        2 => "\"when\": { \"any\": [{ \"metadata.vip\": true }, { \"cardBank\": \"ICBC\" }] }",
        _ => "\"priority\": 1",
    };

    private string Route(List<string> ids)
    {
        var strategy = One(Strategies);
        var candidates = Enumerable.Range(0, 1 + Below(4)).Select(_ => Candidate(ids, weight: true)).Append($"\"{One(ids)}\"");
        var fallback = Chance(40) ? $"\"fallback\": [{Candidate(ids, weight: false)}], " : "";
        var stick = strategy == "split" ? $"\"stickBy\": \"{One(["payer", "card", "order"])}\", " : "";
        return $$"""{ "strategy": "{{strategy}}", {{stick}}{{fallback}}"candidates": [{{string.Join(",", candidates)}}], "onExhausted": "{{One(["continue", "continue", "default", "decline"])}}" }""";
    }

    private string Candidate(List<string> ids, bool weight)
    {
        var name = Below(4) switch
        {
            0 => $"\"channel\": \"{One(["sim", "other", "none"])}\"",
            1 => $"\"tag\": \"{One(s_tags)}\"",
            _ => $"\"account\": \"{(Chance(95) ? One(ids) : "nobody")}\"",
        };
        var where = Below(8) switch
        {
            0 => ", \"where\": { \"feePpm\": { \"lte\": 6000 } }",
            1 => ", \"where\": { \"tags\": \"cheap\" }",
            _ => "",
        };
        return $"{{ {name}{where}{(weight ? string.Create(CultureInfo.InvariantCulture, $", \"weight\": {Below(6) * 10}") : "")} }}";
    }
}
