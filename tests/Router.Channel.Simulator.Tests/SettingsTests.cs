using System.Text.Json.Nodes;
using Router.Abstractions;
using Router.Channel.Simulator.Tests.Support;

namespace Router.Channel.Simulator.Tests;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("""{"ledgerFolder":""}""", "ledgerFolder")]
    [InlineData("""{"ledgerFolder":null}""", "ledgerFolder")]
    [InlineData("""{"ledgerFolder":5}""", "ledgerFolder")]
    [InlineData("""{"seed":1.5}""", "seed")]
    [InlineData("""{"feePpm":-1}""", "feePpm")]
    [InlineData("""{"sameDayBill":"yes"}""", "sameDayBill")]
    [InlineData("""{"colour":"red"}""", "colour")]
    [InlineData("""{"webhookSecret":"nowhere"}""", "webhookSecret")]
    [InlineData("""{"buyer":[]}""", "buyer")]
    [InlineData("""{"buyer":{"never":1.5}}""", "buyer.never")]
    [InlineData("""{"buyer":{"never":0.6,"late":0.6}}""", "buyer")]
    [InlineData("""{"buyer":{"payAfterMs":{"min":5,"max":1}}}""", "buyer.payAfterMs.max")]
    [InlineData("""{"faults":{"explode":true}}""", "faults.explode")]
    [InlineData("""{"faults":{"reset":2}}""", "faults.reset")]
    [InlineData("""{"faults":{"reset":"often"}}""", "faults.reset")]
    [InlineData("""{"faults":{"slow":{"ms":-1}}}""", "faults.slow.ms")]
    [InlineData("""{"faults":{"slow":{"percent":101}}}""", "faults.slow.percent")]
    [InlineData("""{"faults":{"slow":{"operations":["pray"]}}}""", "faults.slow.operations")]
    [InlineData("""{"faults":{"slow":{"methods":["qr"]}}}""", "faults.slow.methods")]
    [InlineData("""{"faults":{"slow":{"seconds":1}}}""", "faults.slow.seconds")]
    [InlineData("""{"faults":{"outageOfBank":"ICBC"}}""", "faults.outageOfBank")]
    [InlineData("""{"faults":{"outage":{"mode":"maybe"}}}""", "faults.outage.mode")]
    [InlineData("""{"faults":{"outage":{"from":"soon"}}}""", "faults.outage.from")]
    [InlineData("""{"faults":{"outage":{"from":"2026-01-02T00:00:00Z","to":"2026-01-01T00:00:00Z"}}}""", "faults.outage.to")]
    public void A_wrong_setting_is_named(string settings, string name)
    {
        using var shop = new Shop();
        var open = () => shop.Open(settings);
        open.Should().Throw<ChannelConfigurationException>().WithMessage($"Setting '{name}' of account 'shop-1' *");
    }

    [Fact]
    public void Production_wants_a_real_secret()
    {
        using var shop = new Shop();
        var open = () => shop.Open("{}", production: true);
        open.Should().Throw<ChannelConfigurationException>().WithMessage("*webhookSecret*");
    }

    [Fact]
    public void The_schema_names_every_setting_and_fault_that_the_code_knows()
    {
        using var shop = new Shop();
        var schema = JsonNode.Parse(new SimulatorPlugin().Manifest.SettingsSchema!.Value.GetRawText())!;
        Names(schema).Should().BeEquivalentTo(KnownTo(shop, "{\"?\":1}"));
        Names(schema["properties"]!["buyer"]!).Should().BeEquivalentTo(KnownTo(shop, "{\"buyer\":{\"?\":1}}"));
        Names(schema["properties"]!["faults"]!).Should().BeEquivalentTo(KnownTo(shop, "{\"faults\":{\"?\":1}}"));
        Names(schema["$defs"]!["fault"]!["anyOf"]![2]!).Should().BeEquivalentTo(KnownTo(shop, "{\"faults\":{\"slow\":{\"?\":1}}}"));
    }

    private static IEnumerable<string> Names(JsonNode schema) => schema["properties"]!.AsObject().Select(property => property.Key);

    // The complaint about an unknown name lists the known ones.
    private static string[] KnownTo(Shop shop, string settings)
    {
        var open = () => shop.Open(settings);
        var message = open.Should().Throw<ChannelConfigurationException>().Which.Message;
        return message[(message.IndexOf("one of ", StringComparison.Ordinal) + 7)..].TrimEnd('.').Split(", ");
    }
}
