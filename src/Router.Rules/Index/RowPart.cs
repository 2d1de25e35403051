using System.Numerics;

namespace Router.Rules.Index;

/// One row's part of 64 blocks. A sparse row keeps only the blocks in which it differs from the dimension's base row, side by side;
/// counting the bits below gives the place. A row that differs in many has them all, and is its own base.
internal readonly record struct RowPart(ulong Live, ulong Own, int OwnStart, int BaseStart)
{
    public bool IsPlain => Own == 0;

    /// Where the words of a block begin. Live has a bit for every block that is not empty.
    public int WordOf(int block)
    {
        var bit = 1UL << block;
        return ((Own & bit) != 0 ? OwnStart + BitOperations.PopCount(Own & (bit - 1)) : BaseStart + block) * RuleIndex.BlockWords;
    }
}
