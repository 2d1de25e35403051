namespace Router.Rules.Index;

/// Rows while they are being made.
internal sealed class RowStore(int ruleCount)
{
    private ulong[] _words = new ulong[1024];
    private RowPart[] _parts = new RowPart[256];
    private int _wordCount;
    private int _partCount;

    public int RuleCount => ruleCount;

    public int BlockCount { get; } = (ruleCount + RuleIndex.BlockRules - 1) / RuleIndex.BlockRules;

    public int PartsPerRow => (BlockCount + 63) / 64;

    public int BlocksUsed => _wordCount / RuleIndex.BlockWords;

    public int PartsUsed => _partCount;

    public int AddBlock(ReadOnlySpan<ulong> words)
    {
        if (_wordCount + words.Length > _words.Length) Array.Resize(ref _words, _words.Length * 2);
        words.CopyTo(_words.AsSpan(_wordCount));
        _wordCount += words.Length;
        return (_wordCount / RuleIndex.BlockWords) - 1;
    }

    public void AddPart(RowPart part)
    {
        if (_partCount == _parts.Length) Array.Resize(ref _parts, _parts.Length * 2);
        _parts[_partCount++] = part;
    }

    /// Forgets what was added since.
    public void Rewind(int blocks, int parts)
    {
        _wordCount = blocks * RuleIndex.BlockWords;
        _partCount = parts;
    }

    public (ulong[] Words, RowPart[] Parts) Finish() => (_words[.._wordCount], _parts[.._partCount]);
}
