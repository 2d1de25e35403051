using Router.Rules.Index;

namespace Router.Rules.Tests.Index;

/// The rows of a line of places, against the plain meaning of turns: from a place on a rule's answer is another.
public sealed class RowSweepTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 64, 1)]
    [InlineData(3, 70, 1)]
    [InlineData(4, 513, 1)]
    [InlineData(5, 1_100, 1)]
    [InlineData(6, 33_000, 1)]
    [InlineData(7, 1, 3)]
    [InlineData(8, 70, 2)]
    [InlineData(9, 70, 7)]
    [InlineData(10, 600, 5)]
    [InlineData(11, 1_100, 100)]
    [InlineData(12, 33_000, 4)]
    public void Each_row_holds_the_rules_that_match_at_one_of_its_places(int seed, int ruleCount, int placesPerRow)
    {
        const int Places = 41;
        var random = new Random(seed);
        var store = new RowStore(ruleCount);
        var usual = new ulong[store.BlockCount * RuleIndex.BlockWords];
        for (var rule = 0; rule < ruleCount; rule++)
            if (random.Next(3) == 0) usual[rule / 64] |= 1UL << (rule % 64);
        var turns = Enumerable.Range(0, 60).Select(_ => (Place: random.Next(Places), Rule: random.Next(ruleCount))).Distinct().ToList();
        var perhaps = new ulong[usual.Length];

        var rowOf = new RowSweep(store, usual).Write(Places, turns, placesPerRow, long.MaxValue / 2, perhaps)!;

        var (blocks, parts) = (store.BlockCount, store.PartCount);
        var (words, tables, live) = store.Finish();
        var unsure = new SortedSet<int>();
        foreach (var (first, end) in Groups(Places, placesPerRow))
        {
            rowOf[first..end].Should().AllBeEquivalentTo(rowOf[first]);
            unsure.UnionWith(turns.Where(t => t.Place > first && t.Place < end).Select(t => t.Rule));
            var expected = Matching(usual, turns, first, end);
            for (var block = 0; block < blocks; block++)
            {
                var place = tables[(rowOf[first] * blocks) + block];
                var row = words.AsSpan(place, RuleIndex.BlockWords);
                row.SequenceEqual(expected.AsSpan(block * RuleIndex.BlockWords, RuleIndex.BlockWords)).Should().BeTrue($"places {first} to {end}, block {block}");
                (live[(rowOf[first] * parts) + (block / 64)] >> (block % 64) & 1).Should().Be(row.ContainsAnyExcept(0UL) ? 1UL : 0UL);
            }
        }

        Enumerable.Range(0, ruleCount).Where(r => (perhaps[r / 64] >> (r % 64) & 1) != 0).Should().Equal(unsure);
    }

    [Fact]
    public void Where_everything_is_usual_again_the_first_row_stands()
    {
        var store = new RowStore(600);
        var usual = new ulong[store.BlockCount * RuleIndex.BlockWords];

        var rowOf = new RowSweep(store, usual).Write(10, [(4, 5), (5, 599), (6, 5), (7, 599)], 1, long.MaxValue / 2, new ulong[usual.Length])!;

        rowOf.Should().Equal(0, 0, 0, 0, 1, 2, 3, 0, 0, 0);
        store.RowCount.Should().Be(4);
    }

    [Fact]
    public void Rows_that_would_take_too_much_are_taken_back()
    {
        var store = new RowStore(100);
        var usual = new ulong[store.BlockCount * RuleIndex.BlockWords];
        var sweep = new RowSweep(store, usual);
        var before = store.Bytes;

        sweep.Write(10, [(4, 5)], 1, 12, new ulong[usual.Length]).Should().BeNull("a row and a block take 12 and 64 bytes");
        (store.RowCount, store.Bytes).Should().Be((0, before));
        new RowSweep(store, usual).Write(10, [(4, 5)], 1, 12 + 12 + 64, new ulong[usual.Length]).Should().Equal(0, 0, 0, 0, 1, 1, 1, 1, 1, 1);
        new RowSweep(store, usual).Write(10, [(4, 5)], 1, 12 + 12 + 63, new ulong[usual.Length]).Should().BeNull();
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(512, 1, 1)]
    [InlineData(513, 2, 1)]
    [InlineData(32_768, 64, 1)]
    [InlineData(32_769, 65, 2)]
    public void A_store_counts_what_it_holds_and_hands_it_out_in_order(int ruleCount, int blocks, int parts)
    {
        var store = new RowStore(ruleCount);
        (store.RuleCount, store.BlockCount, store.PartCount, store.Bytes, store.RowCount).Should().Be((ruleCount, blocks, parts, 0L, 0));

        for (var i = 0; i < 300; i++)
        {
            store.AddBlock([.. Enumerable.Repeat((ulong)i, RuleIndex.BlockWords)]).Should().Be(i * RuleIndex.BlockWords);
            store.AddRow([.. Enumerable.Repeat(i, blocks)], [.. Enumerable.Repeat((ulong)i, parts)]).Should().Be(i);
            store.Bytes.Should().Be((i + 1) * (64L + (blocks * 4L) + (parts * 8L)));
        }

        var mark = store.Mark();
        store.AddBlock(new ulong[RuleIndex.BlockWords]);
        store.AddRow(new int[blocks], new ulong[parts]);
        store.Rewind(mark);
        var (words, tables, live) = store.Finish();

        words.Should().Equal(Enumerable.Range(0, 300).SelectMany(i => Enumerable.Repeat((ulong)i, RuleIndex.BlockWords)));
        tables.Should().Equal(Enumerable.Range(0, 300).SelectMany(i => Enumerable.Repeat(i, blocks)));
        live.Should().Equal(Enumerable.Range(0, 300).SelectMany(i => Enumerable.Repeat((ulong)i, parts)));
    }

    // The places before the texts, and the gap behind them, keep rows of their own.
    private static IEnumerable<(int First, int End)> Groups(int places, int placesPerRow)
    {
        for (var first = 0; first < places;)
        {
            var end = first <= ValueLine.FirstText ? first + 1 : Math.Min(places, first + placesPerRow);
            yield return (first, end);
            first = end;
        }
    }

    private static ulong[] Matching(ulong[] usual, List<(int Place, int Rule)> turns, int first, int end)
    {
        ulong[] any = [.. usual];
        foreach (var rule in turns.Select(t => t.Rule).Distinct())
        {
            var (word, bit) = (rule / 64, 1UL << (rule % 64));
            var isUsual = (usual[word] & bit) != 0;
            any[word] &= ~bit;
            for (var place = first; place < end; place++)
                if (isUsual != (turns.Count(t => t.Rule == rule && t.Place <= place) % 2 == 1)) any[word] |= bit;
        }

        return any;
    }
}
