using Router.Core.Orders;
using Router.Core.Routing;
using Router.Rules;

namespace Router.Core.Tests.Routing;

/// Parts that stored plans depend on: they give the same for ever.
public class StablePartsTests
{
    [Fact]
    public void Draws_are_those_of_SplitMix64()
    {
        var draw = new SeededDraw(0);
        foreach (var output in new[] { 0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4UL, 0x06C45D188009454FUL, 0xF88BB8A8724C81EC })
            draw.Next().Should().Be((output >> 11) / 9007199254740992.0, "its published outputs, cut to 53 bits");
        draw.Restart(0);
        draw.Next().Should().Be((0xE220A8397B1DCDAF >> 11) / 9007199254740992.0);
    }

    [Fact]
    public void Hashes_are_FNV_1a_with_a_closing_byte()
    {
        // Reckoned outside of this program, after the definitions.
        RendezvousHash.Start.Add("a").State.Should().Be(0x089bc907b544c769);
        RendezvousHash.Start.Add("").Add("a").State.Should().Be(0xf7de341be303fae6);
        RendezvousHash.Start.Add("a").Add("").State.Should().Be(0xe57e2e1903df23e2);
        RendezvousHash.Start.Add("é茶😀").State.Should().Be(0x1bda136ff8638c91);
        RendezvousHash.Start.Add("xxxxxxxxxx").Add("y").State.Should().Be(0x24255025ed1b1c06);
        RendezvousHash.Start.Add("a").ToUnit().Should().Be(0.15491353001350217);
        RendezvousHash.Start.Add("é茶😀").ToUnit().Should().Be(0.9138882506062153);
    }

    [Fact]
    public void Payments_stick_by_payer_or_card_else_by_their_own_number()
    {
        var terms = Fixture.Terms();
        StickKey.Of(StickBy.Payer, terms).Should().Be("o1");
        StickKey.Of(StickBy.Card, terms).Should().Be("o1");
        StickKey.Of(StickBy.Payer, terms with { Payer = new(Id: "p", ChannelUserId: "u") }).Should().Be("p");
        StickKey.Of(StickBy.Payer, terms with { Payer = new(ChannelUserId: "u") }).Should().Be("u");
        StickKey.Of(StickBy.Card, terms with { Instrument = new(CardBin: "622202", Token: "t") }).Should().Be("t");
        StickKey.Of(StickBy.Card, terms with { Instrument = new(CardBin: "622202") }).Should().Be("622202");
        StickKey.Of((StickBy)99, terms with { Payer = new(Id: "p"), Instrument = new(Token: "t") }).Should().Be("o1");
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(9998, true)]
    [InlineData(9999, false)]
    public void A_time_can_be_planned_for_in_most_years(int year, bool can) => PlanTime.CanBe(new DateTimeOffset(year, 6, 1, 0, 0, 0, TimeSpan.Zero)).Should().Be(can);

    [Fact]
    public void Equals_keep_their_order_and_one_comes_to_the_front()
    {
        Candidate[] all = [.. new[] { ("a", 2.0), ("b", 1.0), ("c", 2.0), ("d", 1.0), ("e", 0.0) }.Select(c => new Candidate { Note = c.Item1, Score = c.Item2 })];
        StableSort.By(all, (one, other) => one.Score.CompareTo(other.Score));
        Notes().Should().Be("ebdac");
        StableSort.ToFront(all, 3);
        Notes().Should().Be("aebdc");
        StableSort.ToFront(all, 0);
        Notes().Should().Be("aebdc");

        string Notes() => string.Concat(all.Select(c => c.Note));
    }

    [Fact]
    public void Facts_are_read_from_the_terms_and_what_is_none_is_told()
    {
        var terms = Fixture.Terms() with
        {
            Instrument = new("ICBC", "debit", "62220212"),
            Facts = new Dictionary<string, string>
            {
                ["platform"] = "ios",
                ["instalments"] = "3",
                ["tags"] = "x, y,,",
                ["odd"] = "1",
                ["amount"] = "7",
                ["currency"] = "USD",
                ["merchant"] = "m",
                ["method"] = "m",
                ["time"] = "t",
                ["metadata.vip"] = "true",
                ["metadata.n"] = "7",
                ["metadata.code"] = "007",
                ["metadata.no"] = "no",
            },
        };
        var facts = TermsFacts.Of(terms, Fixture.Noon, FactCatalog.Open, null);
        facts.Present().Select(f => $"{f.Key}={f.Value}").Should().BeEquivalentTo(
            "merchant=shop", "amount=1000", "currency=CNY", "method=sim.qr", "platform=ios", "instalments=3", "cardBank=ICBC", "cardType=debit", "cardBin=62220212", "tags=x,y",
            "time=2026-03-02T12:00:00Z", "metadata.vip=true", "metadata.n=7", "metadata.code=007", "metadata.no=no");
        facts.Unrecognised.Should().BeEquivalentTo(
            "odd: no such fact", "amount: the payment itself says it", "currency: the payment itself says it", "merchant: the payment itself says it",
            "method: the payment itself says it", "time: the payment itself says it");
        TermsFacts.Of(terms with { Methods = [] }, Fixture.Noon, FactCatalog.Open, null).Present().Select(f => f.Key).Should().NotContain("method");
    }
}
