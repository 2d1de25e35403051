namespace Router.Rules.Index;

/// Rows while they are being made. A row is a table of blocks; rows share the blocks in which they are the same.
internal sealed class RowStore(int ruleCount)
{
    private ulong[] _words = new ulong[1024];
    private int[] _tables = new int[1024];
    private ulong[] _live = new ulong[64];
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
        if (place + words.Length > _words.Length) Array.Resize(ref _words, _words.Length * 2);
        words.CopyTo(_words.AsSpan(place));
        _wordCount += words.Length;
        return place;
    }

    /// Table: where each block begins. Live: a bit for every block that is not empty.
    public int AddRow(ReadOnlySpan<int> table, ReadOnlySpan<ulong> live)
    {
        if ((RowCount + 1) * table.Length > _tables.Length) Array.Resize(ref _tables, (_tables.Length * 2) + table.Length);
        if ((RowCount + 1) * live.Length > _live.Length) Array.Resize(ref _live, (_live.Length * 2) + live.Length);
        table.CopyTo(_tables.AsSpan(RowCount * table.Length));
        live.CopyTo(_live.AsSpan(RowCount * live.Length));
        return RowCount++;
    }

    /// What Rewind goes back to.
    public (int Words, int Rows) Mark() => (_wordCount, RowCount);

    public void Rewind((int Words, int Rows) mark) => (_wordCount, RowCount) = mark;

    public (ulong[] Words, int[] Tables, ulong[] Live) Finish() =>
        (_words[.._wordCount], _tables[..(RowCount * BlockCount)], _live[..(RowCount * PartCount)]);
}
