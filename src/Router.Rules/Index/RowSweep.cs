using System.Numerics;

namespace Router.Rules.Index;

/// Walks along a dimension's line and writes the row of each place, turning only the bits of rules whose answer changes there.
internal sealed class RowSweep
{
    private readonly RowStore _store;
    private readonly ulong[] _base;
    private readonly int[] _baseTable;
    private readonly ulong[] _baseLive;
    private readonly ulong[] _now;
    private readonly ulong[] _passed;
    private readonly int[] _unusual;
    private readonly int[] _table;
    private readonly ulong[] _live;
    private readonly ulong[] _changed;
    private readonly ulong[] _passedBlocks;
    private int _unusualCount;

    /// Base: the rules that can match at most places.
    public RowSweep(RowStore store, ulong[] baseRow)
    {
        _store = store;
        _base = baseRow;
        _baseTable = new int[store.BlockCount];
        _baseLive = new ulong[store.PartCount];
        for (var block = 0; block < store.BlockCount; block++)
        {
            var words = Block(_base, block);
            if (words.ContainsAnyExcept(0UL)) _baseLive[block / 64] |= 1UL << (block % 64);
            _baseTable[block] = store.AddBlock(words);
        }

        _now = [.. baseRow];
        _passed = new ulong[baseRow.Length];
        _unusual = new int[store.BlockCount];
        _table = [.. _baseTable];
        _live = [.. _baseLive];
        _changed = new ulong[store.PartCount];
        _passedBlocks = new ulong[store.PartCount];
    }

    /// The rows of all places, several places behind `FirstText` to a row; null where the rows take more than bytesMax. Rules that do not
    /// have one answer in all places of a row are marked: their rows say "perhaps".
    public int[]? Write(int placeCount, List<(int Place, int Rule)> turns, int placesPerRow, long bytesMax, ulong[] perhaps)
    {
        bytesMax += _store.Bytes;
        var mark = _store.Mark();
        var rowOf = new int[placeCount];
        var baseRow = _store.AddRow(_baseTable, _baseLive);
        var row = baseRow;
        var ordered = ByPlace(turns, placeCount, out var starts);
        for (var place = 0; place < placeCount;)
        {
            // The places before the texts, and the gap for texts that nobody mentions, keep rows of their own.
            var end = Math.Min(placeCount, place <= ValueLine.FirstText ? place + 1 : place + placesPerRow);
            for (var i = starts[place]; i < starts[place + 1]; i++) Turn(ordered[i]);
            for (var i = starts[place + 1]; i < starts[end]; i++) Pass(ordered[i], perhaps);
            if (_changed.AsSpan().ContainsAnyExcept(0UL)) row = AddRow(baseRow);
            rowOf.AsSpan(place, end - place).Fill(row);
            place = end;
            if (_store.Bytes <= bytesMax) continue;
            _store.Rewind(mark);
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
        var step = ((_now[word] ^ _base[word]) & bit) == 0 ? -1 : 1;
        _unusual[block] += step;
        _unusualCount += step;
        _changed[block / 64] |= 1UL << (block % 64);
    }

    // A turn inside of a row: the rule can match at some of its places.
    private void Pass(int rule, ulong[] perhaps)
    {
        Turn(rule);
        var block = rule / RuleIndex.BlockRules;
        _passed[rule / 64] |= 1UL << (rule % 64);
        _passedBlocks[block / 64] |= 1UL << (block % 64);
        perhaps[rule / 64] |= 1UL << (rule % 64);
    }

    private int AddRow(int baseRow)
    {
        var isBase = _unusualCount == 0 && !_passedBlocks.AsSpan().ContainsAnyExcept(0UL);
        for (var part = 0; part < _changed.Length; part++)
        {
            for (var left = _changed[part]; left != 0; left &= left - 1) Renew((part * 64) + BitOperations.TrailingZeroCount(left));
            // What was passed is over when the next row begins.
            (_changed[part], _passedBlocks[part]) = (_passedBlocks[part], 0);
        }

        return isBase ? baseRow : _store.AddRow(_table, _live);
    }

    private void Renew(int block)
    {
        var (part, bit) = (block / 64, 1UL << (block % 64));
        _live[part] &= ~bit;
        if ((_passedBlocks[part] & bit) == 0 && _unusual[block] == 0)
        {
            _table[block] = _baseTable[block];
            _live[part] |= _baseLive[part] & bit;
            return;
        }

        Span<ulong> words = stackalloc ulong[RuleIndex.BlockWords];
        var passed = Block(_passed, block);
        for (var i = 0; i < words.Length; i++) words[i] = _now[(block * RuleIndex.BlockWords) + i] | passed[i];
        passed.Clear();
        if (words.ContainsAnyExcept(0UL)) _live[part] |= bit;
        _table[block] = _store.AddBlock(words);
    }

    private static Span<ulong> Block(ulong[] words, int block) => words.AsSpan(block * RuleIndex.BlockWords, RuleIndex.BlockWords);
}
