using System.Numerics;

namespace Router.Rules.Index;

/// Walks along a dimension's line and writes the row of each place, turning only the bits of rules whose answer changes there.
internal sealed class RowSweep
{
    private readonly RowStore _store;
    private readonly ulong[] _base;
    private readonly ulong[] _now;
    private readonly ulong[] _passed;
    private readonly int[] _unusual;
    private readonly ulong[] _differs;
    private readonly ulong[] _touched;
    private readonly ulong[] _baseLive;
    private readonly int _baseBlock;

    /// Base: the rules that can match at most places.
    public RowSweep(RowStore store, ulong[] baseRow)
    {
        _store = store;
        _base = baseRow;
        _now = new ulong[baseRow.Length];
        _passed = new ulong[baseRow.Length];
        _unusual = new int[store.BlockCount];
        _differs = new ulong[store.PartsPerRow];
        _touched = new ulong[store.PartsPerRow];
        _baseLive = new ulong[store.PartsPerRow];
        _baseBlock = store.BlocksUsed;
        for (var block = 0; block < store.BlockCount; block++)
        {
            var words = Block(_base, block);
            if (words.ContainsAnyExcept(0UL)) _baseLive[block / 64] |= 1UL << (block % 64);
            store.AddBlock(words);
        }
    }

    /// The rows of all places, several places behind `FirstText` to a row; null where they take more than maxBlocks blocks. Rules that do
    /// not have one answer in all places of a row are marked: their rows say "perhaps".
    public int[]? Write(int placeCount, List<(int Place, int Rule)> turns, int placesPerRow, int maxBlocks, ulong[] perhaps)
    {
        var (firstBlock, firstPart) = (_store.BlocksUsed, _store.PartsUsed);
        Array.Clear(_unusual);
        Array.Clear(_differs);
        _base.CopyTo(_now, 0);
        var rowOf = new int[placeCount];
        var baseRow = AddRow();
        var ordered = ByPlace(turns, placeCount, out var starts);
        for (var place = 0; place < placeCount;)
        {
            // The places before the texts, and the gap for texts that nobody mentions, keep rows of their own.
            var end = Math.Min(placeCount, place <= ValueLine.FirstText ? place + 1 : place + placesPerRow);
            for (var i = starts[place]; i < starts[place + 1]; i++) Turn(ordered[i]);
            for (var i = starts[place + 1]; i < starts[end]; i++) Pass(ordered[i], perhaps);
            var row = _differs.AsSpan().ContainsAnyExcept(0UL) || _touched.AsSpan().ContainsAnyExcept(0UL) ? AddRow() : baseRow;
            rowOf.AsSpan(place, end - place).Fill(row);
            place = end;
            if (_store.BlocksUsed - firstBlock <= maxBlocks) continue;
            _store.Rewind(firstBlock, firstPart);
            Array.Clear(perhaps);
            return null;
        }

        return rowOf;
    }

    private static int[] ByPlace(List<(int Place, int Rule)> turns, int placeCount, out int[] starts)
    {
        starts = new int[placeCount + 2];
        foreach (var (place, _) in turns) starts[place + 2]++;
        for (var i = 2; i < starts.Length; i++) starts[i] += starts[i - 1];
        var ordered = new int[turns.Count];
        foreach (var (place, rule) in turns) ordered[starts[place + 1]++] = rule;
        return ordered;
    }

    private void Turn(int rule)
    {
        var (word, bit) = (rule / 64, 1UL << (rule % 64));
        var block = rule / RuleIndex.BlockRules;
        _now[word] ^= bit;
        var left = ((_now[word] ^ _base[word]) & bit) == 0;
        _unusual[block] += left ? -1 : 1;
        if (_unusual[block] == 0) _differs[block / 64] &= ~(1UL << (block % 64));
        else _differs[block / 64] |= 1UL << (block % 64);
    }

    // A turn inside of a row: the rule can match at some of its places.
    private void Pass(int rule, ulong[] perhaps)
    {
        Turn(rule);
        var block = rule / RuleIndex.BlockRules;
        _passed[rule / 64] |= 1UL << (rule % 64);
        _touched[block / 64] |= 1UL << (block % 64);
        perhaps[rule / 64] |= 1UL << (rule % 64);
    }

    private int AddRow()
    {
        var row = _store.PartsUsed;
        for (var part = 0; part < _store.PartsPerRow; part++)
        {
            var own = _differs[part] | _touched[part];
            var blocks = Math.Min(64, _store.BlockCount - (part * 64));
            var isPlain = own != 0 && BitOperations.PopCount(own) * 2 >= blocks;
            if (isPlain) own = ulong.MaxValue >> (64 - blocks);
            var live = _baseLive[part] & ~own;
            var ownStart = _store.BlocksUsed;
            for (var left = own; left != 0; left &= left - 1)
            {
                var bit = BitOperations.TrailingZeroCount(left);
                if (AddBlock((part * 64) + bit, (_touched[part] >> bit & 1) != 0)) live |= 1UL << bit;
            }

            _touched[part] = 0;
            _store.AddPart(isPlain ? new(live, 0, 0, ownStart) : new(live, own, ownStart, _baseBlock + (part * 64)));
        }

        return row;
    }

    private bool AddBlock(int block, bool isTouched)
    {
        Span<ulong> words = stackalloc ulong[RuleIndex.BlockWords];
        Block(_now, block).CopyTo(words);
        if (isTouched)
        {
            var passed = Block(_passed, block);
            for (var i = 0; i < words.Length; i++) words[i] |= passed[i];
            passed.Clear();
        }

        _store.AddBlock(words);
        return words.ContainsAnyExcept(0UL);
    }

    private static Span<ulong> Block(ulong[] words, int block) => words.AsSpan(block * RuleIndex.BlockWords, RuleIndex.BlockWords);
}
