using Router.Rules.Analysis;

namespace Router.Rules.Tests.Analysis;

/// Samples of patterns and of facts, and the sets and boxes that the analysis reckons with.
public sealed class SamplesTests
{
    [Theory]
    [InlineData("abc", "abc abc abc abc abc abc abc abc")]
    [InlineData("a|bc|d", "a a bc bc d d a a")]
    [InlineData("x(a|b)y", "xay xay xby xby xay xay xby xby")]
    [InlineData("x(?:a|b)", "xa xa xb xb xa xa xb xb")]
    [InlineData("(?<name>a)b", "ab ab ab ab ab ab ab ab")]
    [InlineData("(?i)ab", "ab ab ab ab ab ab ab ab")]
    [InlineData("(?i:ab)c", "abc abc abc abc abc abc abc abc")]
    [InlineData("ab*c?", "a abc a abc a abc a abc")]
    [InlineData("ab*?c", "ac abc ac abc ac abc ac abc")]
    [InlineData("ab+c+?d", "abcd abcd abcd abcd abcd abcd abcd abcd")]
    [InlineData("a{3}b{2,5}c{0,1}d{,2}", "aaabbd aaabbd aaabbd aaabbd aaabbd aaabbd aaabbd aaabbd")]
    [InlineData("a{257}", "a a a a a a a a")]
    [InlineData("a{2}?b", "aab aab aab aab aab aab aab aab")]
    [InlineData("(ab){2}", "abab abab abab abab abab abab abab abab")]
    [InlineData(@"\d\w\D\S\W\.\\", @"0aaa-.\ 0aaa-.\ 0aaa-.\ 0aaa-.\ 0aaa-.\ 0aaa-.\ 0aaa-.\ 0aaa-.\")]
    [InlineData(@"a\", @"a\ a\ a\ a\ a\ a\ a\ a\")]
    [InlineData("^a.c$", "aac aac aac aac aac aac aac aac")]
    [InlineData("[xyz]1", "x1 x1 x1 x1 x1 x1 x1 x1")]
    [InlineData("[]x]1", "]1 ]1 ]1 ]1 ]1 ]1 ]1 ]1")]
    [InlineData(@"[\dx]1", "01 01 01 01 01 01 01 01")]
    [InlineData("[^b]1", "a1 a1 a1 a1 a1 a1 a1 a1")]
    [InlineData("[^a]1", "01 01 01 01 01 01 01 01")]
    [InlineData("[^a0z]1", "-1 -1 -1 -1 -1 -1 -1 -1")]
    [InlineData("[^a0z\\-_]1", "A1 A1 A1 A1 A1 A1 A1 A1")]
    [InlineData("[^a0z\\-_A]1", "1 1 1 1 1 1 1 1")]
    [InlineData("[ab]{2}|c", "aa aa c c aa aa c c")]
    public void A_pattern_has_these_samples(string pattern, string samples) => string.Join(' ', PatternSamples.Of(pattern)).Should().Be(samples);

    [Fact]
    public void A_blank_is_a_sample_of_white_space() => PatternSamples.Of(@"a\sb").Should().OnlyContain(s => s == "a b");

    [Theory]
    [InlineData("", null, "a")]
    [InlineData("", "a", "0")]
    [InlineData("", "0", "-")]
    [InlineData("", "-", "!")]
    [InlineData("", "!", null)]
    [InlineData("CN", null, "CN")]
    [InlineData("CN\0", null, "CNa")]
    [InlineData("CN\0", "CNa", "CN0")]
    [InlineData("CN\0", "CN0", "CN-")]
    [InlineData("b", "c", "b")]
    [InlineData("zzz", null, "zzz")]
    public void A_text_at_or_behind_a_start_and_before_an_end_is_found(string start, string? end, string? sample) =>
        new FactShape(true, false, false, false, null, FactId.Merchant).Sample(start, end).Should().Be(sample);

    [Theory]
    [InlineData("", null, "other.any")]
    [InlineData("", "b", "a.a")]
    [InlineData("", "a.a", "0.0")]
    [InlineData("wechat", null, "wechat.a")]
    [InlineData("wechat.native", null, "wechat.native")]
    [InlineData("wechat.native\0", null, "wechat.nativea")]
    public void A_method_is_one_where_it_can_be(string start, string? end, string? sample) =>
        new FactShape(true, false, false, false, null, FactId.Method).Sample(start, end).Should().Be(sample);

    [Theory]
    [InlineData("", null, "000000")]
    [InlineData("6", null, "600000")]
    [InlineData("622202", null, "622202")]
    [InlineData("622202", "622202", null)]
    [InlineData("622202", "622203", "622202")]
    [InlineData("622202\0", "622203", "6222020")]
    [InlineData("6222020\0", "6222021", "62220200")]
    [InlineData("62220200\0", null, "62220201")]
    [InlineData("62220209", "62220209", null)]
    [InlineData("62999999\0", null, "630000")]
    [InlineData("99999999\0", null, null)]
    [InlineData("62:", null, "630000")]
    [InlineData("29:", "3", null)]
    [InlineData("9:", null, null)]
    public void The_first_card_BIN_at_or_behind_a_start_is_found(string start, string? end, string? sample)
    {
        var bins = new FactShape(true, false, false, false, null, FactId.CardBin);

        bins.Sample(start, end).Should().Be(sample);
        bins.IsSurelyEmpty(start, end).Should().Be(sample is null);
    }

    [Theory]
    [InlineData("CN", "CN\0", false)]
    [InlineData("CN", "CO", true)]
    [InlineData("CO", "CO\0", true)]
    [InlineData("china", "china\0", true)]
    [InlineData("", "CN", true)]
    public void Of_a_registry_only_its_ids_are_values(string start, string? end, bool isEmpty)
    {
        var region = FactCatalog.Load("facts.json", """{ "region": { "CN": ["china"], "HK": [] } }""").Value!.RegistryOf(FactId.Region);
        new FactShape(true, false, false, false, region, FactId.Region).IsSurelyEmpty(start, end).Should().Be(isEmpty);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("3", "3")]
    [InlineData("1 2 3", "1 2 3")]
    [InlineData("5 1 2 1 7", "1 2 5 7")]
    [InlineData("0 9", "0 9")]
    public void A_set_holds_its_atoms_each_once_in_order(string atoms, string held)
    {
        var set = Set(atoms);

        Shown(set).Should().Be(held);
        set.Count.Should().Be(held.Length == 0 ? 0 : held.Split(' ').Length);
        set.IsEmpty.Should().Be(held.Length == 0);
        for (var atom = 0; atom < 10; atom++) set.Contains(atom).Should().Be(held.Split(' ').Contains($"{atom}"));
    }

    [Theory]
    [InlineData("1 2 3 7", "3 4 7 8", "3 7", "1 2 3 4 7 8", false)]
    [InlineData("1 2", "3 4", "", "1 2 3 4", false)]
    [InlineData("", "3", "", "3", true)]
    [InlineData("3", "", "", "3", false)]
    [InlineData("2 3", "1 2 3 4", "2 3", "1 2 3 4", true)]
    [InlineData("1 4", "1 2 3 4", "1 4", "1 2 3 4", true)]
    [InlineData("1 2 4", "1 2 5 6", "1 2", "1 2 4 5 6", false)]
    [InlineData("0 9", "0 1 8 9", "0 9", "0 1 8 9", true)]
    [InlineData("1 2 3", "1 2", "1 2", "1 2 3", false)]
    public void Sets_meet_join_and_hold_each_other(string one, string other, string both, string either, bool isSubset)
    {
        var (a, b) = (Set(one), Set(other));

        Shown(a.Intersect(b)).Should().Be(both);
        Shown(b.Intersect(a)).Should().Be(both);
        Shown(a.Union(b, 10)).Should().Be(either);
        a.Overlaps(b).Should().Be(both.Length > 0);
        b.Overlaps(a).Should().Be(both.Length > 0);
        a.IsSubsetOf(b).Should().Be(isSubset);
    }

    [Theory]
    [InlineData("", "0 1 2 3 4")]
    [InlineData("0", "1 2 3 4")]
    [InlineData("4", "0 1 2 3")]
    [InlineData("1 3", "0 2 4")]
    [InlineData("0 1 2 3 4", "")]
    public void The_complement_is_everything_else(string atoms, string rest) => Shown(Set(atoms).Complement(5)).Should().Be(rest);

    [Theory]
    [InlineData(2, 5, "2 3 4")]
    [InlineData(2, 3, "2")]
    [InlineData(2, 2, "")]
    [InlineData(3, 2, "")]
    public void A_range_ends_before_its_end(int start, int end, string atoms)
    {
        Shown(AtomSet.Range(start, end)).Should().Be(atoms);
        ReferenceEquals(AtomSet.Range(start, end), AtomSet.Empty).Should().Be(atoms.Length == 0);
    }

    [Fact]
    public void Boxes_meet_side_by_side_and_name_the_side_that_keeps_them_apart()
    {
        var one = Box.Everything.With(2, Set("1 2")).With(0, Set("5")).Of(7);
        var other = Box.Everything.With(2, Set("2 3")).With(1, Set("4"));

        one.Sides.Select(s => s.Dimension).Should().Equal(0, 2);
        Shown(one.Side(2)!).Should().Be("1 2");
        one.Side(1).Should().BeNull();
        var both = one.Intersect(other, out var conflict)!;
        conflict.Should().Be(-1);
        both.Rule.Should().Be(7);
        both.Sides.Select(s => $"{s.Dimension}: {Shown(s.Set)}").Should().Equal("0: 5", "1: 4", "2: 2");
        one.Overlaps(other).Should().BeTrue();
        one.Outside(other).Should().Be(2);
        both.Outside(other).Should().Be(0);
        both.Outside(one).Should().Be(0);
        one.Outside(Box.Everything).Should().Be(0);

        var apart = other.With(2, Set("3"));
        apart.Sides.Select(s => $"{s.Dimension}: {Shown(s.Set)}").Should().Equal("1: 4", "2: 3");
        one.Intersect(apart, out conflict).Should().BeNull();
        conflict.Should().Be(2);
        one.Overlaps(apart).Should().BeFalse();
        one.Intersect(Box.Everything, out _)!.Sides.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("ab", "ac")]
    [InlineData("a\uFFFF", "b")]
    [InlineData("a\uFFFF\uFFFF", "b")]
    [InlineData("\uFFFF", null)]
    [InlineData("", null)]
    public void Behind_all_that_begin_so_stands_this_text(string prefix, string? next) => CutPoints.AfterPrefix(prefix).Should().Be(next);

    private static AtomSet Set(string atoms) => AtomSet.Of(atoms.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse));

    private static string Shown(AtomSet set) => string.Join(' ', set.Atoms);
}
