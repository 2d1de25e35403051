namespace Router.Rules.Tests;

/// The files under rules/ that the repository ships.
public sealed class ShippedRulesTests
{
    private static readonly RuleLoadContext s_simulator = new()
    {
        Accounts = ["sim-a", "sim-b", "sim-c"],
        Channels = ["simulator"],
        Methods = ["sim.qr", "sim.redirect", "sim.app", "sim.barcode", "sim.card"],
    };

    [Fact]
    public void Default_rules_facts_and_bins_are_clean()
    {
        var catalog = FactCatalog.Load("facts.json", Read("facts.json"));
        catalog.Diagnostics.Should().BeEmpty();
        BinTable.Load("bins.csv", Read("bins.csv"), catalog.Value).Diagnostics.Should().BeEmpty();

        var rules = RuleSetLoader.Load("default.json", Read("default.json"), catalog.Value, s_simulator);

        rules.Diagnostics.Should().BeEmpty();
        rules.Value!.Name.Should().Be("simulator");
        rules.Value.Count.Should().Be(7);
    }

    [Theory]
    [InlineData("""{ "currency": "CNY", "region": "北朝鲜" }""", null)]
    [InlineData("""{ "currency": "CNY", "region": "朝鲜" }""", "region-not-served")]
    [InlineData("""{ "currency": "CNY", "cardBin": "6222301234567890", "amount": 500000 }""", "large-big-bank-cards")]
    [InlineData("""{ "currency": "CNY", "region": "hongkong" }""", "hongkong-taiwan-macau")]
    [InlineData("""{ "currency": "CNY", "platform": "ios", "method": "sim.qr", "amount": 100 }""", "phone-apps")]
    [InlineData("""{ "currency": "CNY", "platform": "web", "amount": 100, "time": "2026-01-01T17:00:00Z" }""", "small-night-payments")]
    [InlineData("""{ "currency": "JPY", "region": "HK" }""", null)]
    public void Default_rules_decide_as_they_describe(string facts, string? rule)
    {
        var catalog = FactCatalog.Load("facts.json", Read("facts.json")).Value!;
        var bins = BinTable.Load("bins.csv", Read("bins.csv"), catalog).Value!;

        RuleFiles.Load(Read("default.json"), catalog).Evaluate(RuleFiles.Facts(facts, catalog, bins)).RuleId.Should().Be(rule);
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "rules", name));
}
