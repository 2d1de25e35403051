using System.Numerics;

namespace Router.Rules.Index;

/// One row's part of 64 blocks. Most blocks of most rows are the same as in the dimension's base row, so only those of its own are kept,
/// side by side; counting the bits below gives the place.
internal readonly record struct RowPart(ulong Live, ulong Own, int OwnStart, int BaseStart)
{
    /// Where the words of a block begin. Live has a bit for every block that is not empty.
    public int WordOf(int block)
    {
        var bit = 1UL << block;
        return ((Own & bit) != 0 ? OwnStart + BitOperations.PopCount(Own & (bit - 1)) : BaseStart + block) * RuleIndex.BlockWords;
    }
}
