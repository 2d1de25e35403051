using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Router.Rules.Conditions;

namespace Router.Rules.Index;

/// A rule set by values: each dimension's value has a row of bits, one for each rule that can match it. The rows of a payment's facts are
/// ANDed block by block, empty blocks are passed over, and what is left is asked, in order, what no row could answer.
internal sealed class RuleIndex
{
    public const int BlockRules = 512;
    public const int BlockWords = BlockRules / 64;
    public const int BlockBytes = BlockRules / 8;
    private const int PartRules = 64 * BlockRules;
    private const int MaxSetRows = 32;

    private readonly Dimension[] _dimensions;
    private readonly Condition?[] _residuals;
    private readonly ulong[] _words;
    private readonly int[] _tables;
    private readonly ulong[] _live;
    private readonly int _blockCount;
    private readonly int _partCount;

    public RuleIndex(Dimension[] dimensions, RowStore store, Condition?[] residuals)
    {
        _dimensions = dimensions;
        _residuals = residuals;
        _blockCount = store.BlockCount;
        _partCount = store.PartCount;
        RowBytes = store.Bytes;
        (_words, _tables, _live) = store.Finish();
        _words = Aligned(_words, _tables);
    }

    public IReadOnlyList<Dimension> Dimensions => _dimensions;

    /// Rules that are asked more than their rows.
    public int ResidualCount => _residuals.Count(r => r is not null);

    /// Memory of the rows.
    public long RowBytes { get; }

    /// The first rule from that place on that matches; -1 where there is none.
    public int First(Facts facts, int from)
    {
        Span<int> rows = stackalloc int[_dimensions.Length];
        var rowCount = 0;
        string[] set = [];
        Dimension? setDimension = null;
        foreach (var dimension in _dimensions)
        {
            if (dimension.Key.MetadataKey is { } key)
            {
                rows[rowCount++] = dimension.RowOf(facts.Metadata(key));
                continue;
            }

            ref readonly var value = ref facts[dimension.Slot];
            if (value.Kind == FactKind.Texts && value.Texts!.Length > 1) (setDimension, set) = (dimension, value.Texts);
            else rows[rowCount++] = value.Kind == FactKind.Texts ? dimension.RowOf(value.Texts![0]) : dimension.RowOf(value);
        }

        Span<int> setRows = set.Length > MaxSetRows ? new int[set.Length] : stackalloc int[set.Length];
        for (var i = 0; i < set.Length; i++) setRows[i] = setDimension!.RowOf(set[i]);
        return First(facts, from, rows[..rowCount], setRows);
    }

    private int First(Facts facts, int from, ReadOnlySpan<int> rows, ReadOnlySpan<int> setRows)
    {
        for (var part = from / PartRules; part < _partCount; part++)
        {
            var live = ulong.MaxValue >> (63 - Math.Min(63, _blockCount - 1 - (part * 64)));
            foreach (var row in rows) live &= _live[(row * _partCount) + part];
            if (from > part * PartRules) live &= ulong.MaxValue << ((from - (part * PartRules)) / BlockRules);
            for (; live != 0; live &= live - 1)
            {
                var block = (part * 64) + BitOperations.TrailingZeroCount(live);
                var left = And(rows, block);
                if (setRows.Length > 0) left &= Any(setRows, block);
                if (left == Vector512<ulong>.Zero) continue;
                var found = Ask(facts, left, block * BlockRules, from);
                if (found >= 0) return found;
            }
        }

        return -1;
    }

    private Vector512<ulong> And(ReadOnlySpan<int> rows, int block)
    {
        if (rows.Length == 0) return Everything(block * BlockRules);
        var left = Vector512<ulong>.AllBitsSet;
        ref var tables = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_tables), block);
        ref var words = ref MemoryMarshal.GetArrayDataReference(_words);
        // Without checks of bounds: a row has a table of all blocks, and a table names blocks that are stored whole.
        foreach (var row in rows) left &= Vector512.LoadUnsafe(ref words, (nuint)Unsafe.Add(ref tables, (nint)row * _blockCount));
        return left;
    }

    // A block is as long as a cache line and begins with one: otherwise every block would be read from two. The array may not be moved then.
    private static ulong[] Aligned(ulong[] words, int[] tables)
    {
        var aligned = GC.AllocateUninitializedArray<ulong>(words.Length + BlockWords, pinned: true);
        var past = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(aligned, 0) % BlockBytes) / sizeof(ulong);
        var first = (BlockWords - past) % BlockWords;
        words.CopyTo(aligned, first);
        foreach (ref var place in tables.AsSpan()) place += first;
        return aligned;
    }

    // A set matches where one of its members does.
    private Vector512<ulong> Any(ReadOnlySpan<int> setRows, int block)
    {
        var any = Vector512<ulong>.Zero;
        foreach (var row in setRows) any |= Block(row, block);
        return any;
    }

    // The one index that is checked stands for the eight words: blocks are stored whole.
    private Vector512<ulong> Block(int row, int block) => Vector512.LoadUnsafe(ref _words[_tables[(row * _blockCount) + block]]);

    private int Ask(Facts facts, Vector512<ulong> left, int firstRule, int from)
    {
        Span<ulong> words = stackalloc ulong[BlockWords];
        left.CopyTo(words);
        for (var word = 0; word < BlockWords; word++)
        {
            for (var bits = words[word]; bits != 0; bits &= bits - 1)
            {
                var rule = firstRule + (word * 64) + BitOperations.TrailingZeroCount(bits);
                if (rule >= from && (_residuals[rule] is not { } residual || residual.Holds(facts))) return rule;
            }
        }

        return -1;
    }

    // Where no dimension is indexed every rule is left, but none behind the last.
    private Vector512<ulong> Everything(int firstRule)
    {
        Span<ulong> all = stackalloc ulong[BlockWords];
        for (var word = 0; word < BlockWords; word++)
        {
            var rules = _residuals.Length - firstRule - (word * 64);
            all[word] = rules >= 64 ? ulong.MaxValue : rules > 0 ? (1UL << rules) - 1 : 0;
        }

        return Vector512.Create<ulong>(all);
    }
}
