using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Router.Rules.Conditions;

namespace Router.Rules.Index;

/// A rule set by values: each dimension's value has a row of bits, one for each rule that can match it. The rows of a payment's facts are
/// ANDed block by block, empty blocks are passed over, and what is left is asked, in order, what no row could answer.
internal sealed class RuleIndex(int count, Dimension[] dimensions, ulong[] words, RowPart[] parts, Condition?[] residuals)
{
    public const int BlockRules = 512;
    public const int BlockWords = BlockRules / 64;
    public const int BlockBytes = BlockRules / 8;
    private const int PartRules = 64 * BlockRules;
    private const int MaxSetRows = 32;

    private readonly int _blockCount = (count + BlockRules - 1) / BlockRules;
    private readonly int _partsPerRow = (count + PartRules - 1) / PartRules;

    public IReadOnlyList<Dimension> Dimensions => dimensions;

    /// Rules that are asked more than their rows.
    public int ResidualCount => residuals.Count(r => r is not null);

    /// Memory of the rows.
    public long RowBytes => (words.LongLength * sizeof(ulong)) + (parts.LongLength * Unsafe.SizeOf<RowPart>());

    /// The first rule from that place on that matches; -1 where there is none.
    public int First(Facts facts, int from)
    {
        Span<int> rows = stackalloc int[dimensions.Length];
        var rowCount = 0;
        string[] set = [];
        Dimension? setDimension = null;
        foreach (var dimension in dimensions)
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
        Span<int> plain = stackalloc int[rows.Length];
        Span<int> sparse = stackalloc int[rows.Length];
        for (var part = from / PartRules; part < _partsPerRow; part++)
        {
            var live = ulong.MaxValue >> (63 - Math.Min(63, _blockCount - 1 - (part * 64)));
            var (plainCount, sparseCount) = (0, 0);
            foreach (var row in rows)
            {
                ref readonly var head = ref parts[row + part];
                live &= head.Live;
                if (head.IsPlain) plain[plainCount++] = head.BaseStart * BlockWords;
                else sparse[sparseCount++] = row + part;
            }

            if (from > part * PartRules) live &= ulong.MaxValue << ((from - (part * PartRules)) / BlockRules);
            for (; live != 0; live &= live - 1)
            {
                var block = BitOperations.TrailingZeroCount(live);
                var left = And(plain[..plainCount], block) & AndSparse(sparse[..sparseCount], block);
                if (setRows.Length > 0) left &= Any(setRows, part, block);
                if (left == Vector512<ulong>.Zero) continue;
                var firstRule = (part * PartRules) + (block * BlockRules);
                if (rows.Length == 0) left &= Everything(firstRule);
                var found = Ask(facts, left, firstRule, from);
                if (found >= 0) return found;
            }
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<ulong> And(ReadOnlySpan<int> plain, int block)
    {
        var left = Vector512<ulong>.AllBitsSet;
        foreach (var start in plain) left &= Load(start + (block * BlockWords));
        return left;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<ulong> AndSparse(ReadOnlySpan<int> sparse, int block)
    {
        var left = Vector512<ulong>.AllBitsSet;
        foreach (var head in sparse) left &= Load(parts[head].WordOf(block));
        return left;
    }

    // A set matches where one of its members does.
    private Vector512<ulong> Any(ReadOnlySpan<int> setRows, int part, int block)
    {
        var any = Vector512<ulong>.Zero;
        foreach (var row in setRows) any |= Load(parts[row + part].WordOf(block));
        return any;
    }

    // The one index that is checked stands for the eight words: a block never lies across the end.
    private Vector512<ulong> Load(int word) => Vector512.LoadUnsafe(ref words[word]);

    private int Ask(Facts facts, Vector512<ulong> left, int firstRule, int from)
    {
        for (var word = 0; word < BlockWords; word++)
        {
            for (var bits = left.GetElement(word); bits != 0; bits &= bits - 1)
            {
                var rule = firstRule + (word * 64) + BitOperations.TrailingZeroCount(bits);
                if (rule >= from && (residuals[rule] is not { } residual || residual.Holds(facts))) return rule;
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
            var rules = count - firstRule - (word * 64);
            all[word] = rules >= 64 ? ulong.MaxValue : rules > 0 ? (1UL << rules) - 1 : 0;
        }

        return Vector512.Create<ulong>(all);
    }
}
