using Router.Rules.Analysis;
using Router.Rules.Conditions;

namespace Router.Rules.Tests.Analysis;

/// The atoms of one fact: absent, then texts, integers, booleans and times, cut where rules ask.
public sealed class FactDimensionTests
{
    [Fact]
    public void Open_metadata_has_atoms_of_every_kind_but_times()
    {
        var cuts = new CutPoints();
        cuts.Add(new MemberTest([FactValue.OfText("b"), FactValue.OfInteger(5), FactValue.OfBoolean(true)]));
        var fact = new FactDimension(0, "metadata.k", -1, "k", new FactShape(true, true, true, false), cuts);

        Samples(fact).Should().Equal("-", "Text a", "Text b", "Text ba", "Integer 1", "Integer 5", "Integer 6", "Boolean false", "Boolean true");
        Shown(fact.Present).Should().Be("1 2 3 4 5 6 7 8");
        Shown(fact.Of(FactValue.OfText("b"))).Should().Be("2");
        Shown(fact.Of(FactValue.OfInteger(5))).Should().Be("5");
        Shown(fact.Of(FactValue.OfBoolean(false))).Should().Be("7");
        Shown(fact.Of(FactValue.OfBoolean(true))).Should().Be("8");
        Shown(fact.Of(default)).Should().Be("");
        Shown(fact.SetOf(new ExistsTest(true))!).Should().Be("1 2 3 4 5 6 7 8");
        Shown(fact.SetOf(new ExistsTest(false))!).Should().Be("0");
        Shown(fact.SetOf(new NoneOfTest(new MemberTest([FactValue.OfText("b"), FactValue.OfInteger(5)])))!).Should().Be("1 3 4 6 7 8");
        Shown(fact.SetOf(new RangeTest(FactKind.Integer, 5, long.MaxValue))!).Should().Be("5 6");
        Shown(fact.SetOf(new RangeTest(FactKind.Integer, long.MinValue, 5))!).Should().Be("4 5");
        Shown(fact.SetOf(new RangeTest(FactKind.Integer, 6, 5))!).Should().Be("");
        Shown(fact.SetOf(new RangeTest(FactKind.Instant, 0, 5))!).Should().Be("");
        fact.SetOf(new PatternTest(new("a"))).Should().BeNull("a pattern is no set of these atoms");
        fact.SetOf(new AllTests([new ExistsTest(true), new PatternTest(new("a"))])).Should().BeNull();
        Shown(fact.SetOf(new AllTests([new ExistsTest(true), new RangeTest(FactKind.Integer, 6, long.MaxValue)]))!).Should().Be("6");
        Shown(fact.SetOf(new AnyTest([new ExistsTest(false), new MemberTest([FactValue.OfText("b")])]))!).Should().Be("0 2");
        (fact.IsFinite, fact.Slot, fact.MetadataKey, fact.Size).Should().Be((false, -1, "k", 9));
    }

    [Fact]
    public void Prefixes_and_ranges_of_texts_are_cut_at_both_ends()
    {
        var cuts = new CutPoints();
        cuts.Add(new PrefixTest(["ab"]));
        cuts.Add(new NoneOfTest(new AnyTest([new MemberTest([FactValue.OfText("abc")]), new AllTests([new PrefixTest(["x"])])])));
        var fact = new FactDimension(0, "merchant", (int)FactId.Merchant, null, new FactShape(true, false, false, false, null, FactId.Merchant), cuts);

        Samples(fact).Should().Equal("-", "Text a", "Text ab", "Text abc", "Text abca", "Text ac", "Text x", "Text y");
        Shown(fact.SetOf(new PrefixTest(["ab"]))!).Should().Be("2 3 4");
        Shown(fact.SetOf(new PrefixTest(["ab", "x"]))!).Should().Be("2 3 4 6");
        foreach (var (text, atom) in new[] { ("", 1), ("a", 1), ("ab", 2), ("abb", 2), ("abc", 3), ("abca", 4), ("ac", 5), ("w", 5), ("x", 6), ("xyz", 6), ("y", 7), ("語", 7) })
            Enumerable.Range(1, 7).Where(a => fact.Contains(AtomSet.Range(a, a + 1), text)).Should().Equal([atom], text);
    }

    [Fact]
    public void Times_have_atoms_with_both_ends()
    {
        var cuts = new CutPoints();
        cuts.Add(new RangeTest(FactKind.Instant, 1_000 * TimeSpan.TicksPerDay, (2_000 * TimeSpan.TicksPerDay) - 1));
        var fact = new FactDimension(3, "time", (int)FactId.Time, null, new FactShape(false, false, false, true), cuts);
        long[] days = [0, 1_000 * TimeSpan.TicksPerDay, 2_000 * TimeSpan.TicksPerDay];

        fact.Size.Should().Be(4);
        fact.Instants(1).Should().Be((0L, days[1] - 1));
        fact.Instants(2).Should().Be((days[1], days[2] - 1));
        fact.Instants(3).Should().Be((days[2], DateTimeOffset.MaxValue.UtcTicks));
        fact.Sample(1)!.Value.Number.Should().Be(days[1] - 1 - TimeSpan.TicksPerDay, "a day before the end exists in every zone");
        (fact.Sample(2)!.Value.Number, fact.Sample(3)!.Value.Number).Should().Be((days[1], days[2]));
        Shown(fact.SetOf(new RangeTest(FactKind.Instant, days[1], days[2] - 1))!).Should().Be("2");
        Shown(fact.SetOf(new RangeTest(FactKind.Instant, days[1], long.MaxValue))!).Should().Be("2 3");
    }

    [Fact]
    public void A_registry_has_an_atom_for_each_of_its_ids_and_patterns_are_sets_of_them()
    {
        var registry = new Registry(["debit", "credit", "prepaid"]);
        var fact = new FactDimension(0, "cardType", (int)FactId.CardType, null, new FactShape(true, false, false, false, registry, FactId.CardType), new CutPoints());

        Samples(fact).Should().Equal("-", "Text credit", "Text debit", "Text prepaid");
        fact.IsFinite.Should().BeTrue();
        Shown(fact.SetOf(new PatternTest(new(@"\A(?:.*it)\z")))!).Should().Be("1 2");
        Shown(fact.SetOf(new NoneOfTest(new PatternTest(new(@"\A(?:.*it)\z"))))!).Should().Be("3");
    }

    [Fact]
    public void The_ends_of_the_numbers_cut_nothing_off()
    {
        var cuts = new CutPoints();
        cuts.Add(new MemberTest([FactValue.OfInteger(long.MaxValue), FactValue.OfInteger(long.MinValue)]));
        cuts.Add(new RangeTest(FactKind.Integer, long.MinValue, long.MaxValue));
        var fact = new FactDimension(0, "amount", (int)FactId.Amount, null, new FactShape(false, true, false, false), cuts);

        Samples(fact).Should().Equal("-", "Integer -9223372036854775808", "Integer 1", "Integer 9223372036854775807");
        Shown(fact.SetOf(new RangeTest(FactKind.Integer, long.MinValue, long.MaxValue))!).Should().Be("1 2 3");
        Shown(fact.Of(FactValue.OfInteger(long.MaxValue))).Should().Be("3");
        Shown(fact.Of(FactValue.OfInteger(long.MinValue))).Should().Be("1");
    }

    private static IEnumerable<string> Samples(FactDimension fact) =>
        Enumerable.Range(0, fact.Size).Select(a => fact.Sample(a) is { } value ? $"{value.Kind} {value}" : "-");

    private static string Shown(AtomSet set) => string.Join(' ', set.Atoms);
}
