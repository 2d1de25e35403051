using System.Buffers;

namespace Router.Rules.Index;

/// Rows while they are being made. A row is a table of blocks; rows share the blocks in which they are the same.
internal sealed class RowStore(int ruleCount)
{
    // Rented, because they grow to several times what is handed out at the end.
    private ulong[] _words = ArrayPool<ulong>.Shared.Rent(1024);
    private int[] _tables = ArrayPool<int>.Shared.Rent(1024);
    private ulong[] _live = ArrayPool<ulong>.Shared.Rent(64);
    private int _wordCount;

    public int RuleCount => ruleCount;

    public int BlockCount { get; } = (ruleCount + RuleIndex.BlockRules - 1) / RuleIndex.BlockRules;

    /// A part is 64 blocks.
    public int PartCount => (BlockCount + 63) / 64;

    public int RowCount { get; private set; }

    public long Bytes => ((long)_wordCount * sizeof(ulong)) + (RowCount * ((BlockCount * (long)sizeof(int)) + (PartCount * sizeof(ulong))));

    /// The place of its first word.
    public int AddBlock(ReadOnlySpan<ulong> words)
    {
        var place = _wordCount;
        if (place + words.Length > _words.Length) Grow(ref _words, place + words.Length);
        words.CopyTo(_words.AsSpan(place));
        _wordCount += words.Length;
        return place;
    }

    /// Table: where each block begins. Live: a bit for every block that is not empty.
    public int AddRow(ReadOnlySpan<int> table, ReadOnlySpan<ulong> live)
    {
        if ((RowCount + 1) * table.Length > _tables.Length) Grow(ref _tables, (RowCount + 1) * table.Length);
        if ((RowCount + 1) * live.Length > _live.Length) Grow(ref _live, (RowCount + 1) * live.Length);
        table.CopyTo(_tables.AsSpan(RowCount * table.Length));
        live.CopyTo(_live.AsSpan(RowCount * live.Length));
        return RowCount++;
    }

    /// What Rewind goes back to.
    public (int Words, int Rows) Mark() => (_wordCount, RowCount);

    public void Rewind((int Words, int Rows) mark) => (_wordCount, RowCount) = mark;

    /// Ends the use of this store.
    public (ulong[] Words, int[] Tables, ulong[] Live) Finish()
    {
        var finished = (_words[.._wordCount], _tables[..(RowCount * BlockCount)], _live[..(RowCount * PartCount)]);
        ArrayPool<ulong>.Shared.Return(_words);
        ArrayPool<int>.Shared.Return(_tables);
        ArrayPool<ulong>.Shared.Return(_live);
        (_words, _tables, _live) = ([], [], []);
        return finished;
    }

    private static void Grow<T>(ref T[] array, int length)
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(array.Length * 2, length));
        array.CopyTo(larger.AsSpan());
        ArrayPool<T>.Shared.Return(array);
        array = larger;
    }
}
