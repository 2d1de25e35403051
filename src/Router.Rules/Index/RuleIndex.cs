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
        for (var part = from / PartRules; part < _partsPerRow; part++)
        {
            var live = ulong.MaxValue >> (63 - Math.Min(63, _blockCount - 1 - (part * 64)));
            foreach (var row in rows) live &= parts[row + part].Live;
            if (from > part * PartRules) live &= ulong.MaxValue << ((from - (part * PartRules)) / BlockRules);
            for (; live != 0; live &= live - 1)
            {
                var block = BitOperations.TrailingZeroCount(live);
                var firstRule = (part * PartRules) + (block * BlockRules);
                var (low, high) = And(rows, part, block);
                if (setRows.Length > 0) (low, high) = AndAny(low, high, setRows, part, block);
                if ((low | high) == Vector256<ulong>.Zero) continue;
                var found = Ask(facts, low, high, firstRule, from);
                if (found >= 0) return found;
            }
        }

        return -1;
    }

    private (Vector256<ulong> Low, Vector256<ulong> High) And(ReadOnlySpan<int> rows, int part, int block)
    {
        var low = Vector256<ulong>.AllBitsSet;
        var high = Vector256<ulong>.AllBitsSet;
        if (rows.Length == 0) return Everything((part * 64) + block);
        foreach (var row in rows)
        {
            var at = parts[row + part].WordOf(block);
            low &= Vector256.LoadUnsafe(ref words[at]);
            high &= Vector256.LoadUnsafe(ref words[at + 4]);
        }

        return (low, high);
    }

    // A set matches where one of its members does.
    private (Vector256<ulong> Low, Vector256<ulong> High) AndAny(
        Vector256<ulong> low, Vector256<ulong> high, ReadOnlySpan<int> setRows, int part, int block)
    {
        var anyLow = Vector256<ulong>.Zero;
        var anyHigh = Vector256<ulong>.Zero;
        foreach (var row in setRows)
        {
            var at = parts[row + part].WordOf(block);
            anyLow |= Vector256.LoadUnsafe(ref words[at]);
            anyHigh |= Vector256.LoadUnsafe(ref words[at + 4]);
        }

        return (low & anyLow, high & anyHigh);
    }

    private int Ask(Facts facts, Vector256<ulong> low, Vector256<ulong> high, int firstRule, int from)
    {
        Span<ulong> left = stackalloc ulong[BlockWords];
        low.CopyTo(left);
        high.CopyTo(left[4..]);
        for (var word = 0; word < BlockWords; word++)
        {
            for (var bits = left[word]; bits != 0; bits &= bits - 1)
            {
                var rule = firstRule + (word * 64) + BitOperations.TrailingZeroCount(bits);
                if (rule >= from && (residuals[rule] is not { } residual || residual.Holds(facts))) return rule;
            }
        }

        return -1;
    }

    // Where no dimension is indexed every rule is left, but none behind the last.
    private (Vector256<ulong> Low, Vector256<ulong> High) Everything(int block)
    {
        Span<ulong> all = stackalloc ulong[BlockWords];
        for (var word = 0; word < BlockWords; word++)
        {
            var rules = count - (block * BlockRules) - (word * 64);
            all[word] = rules >= 64 ? ulong.MaxValue : rules > 0 ? (1UL << rules) - 1 : 0;
        }

        return (Vector256.Create<ulong>(all), Vector256.Create<ulong>(all[4..]));
    }
}
