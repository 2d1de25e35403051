using System.Text;

namespace Router.Rules.Json;

/// The bytes of a file and where its lines begin. For one reader at a time.
internal sealed class SourceText
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly List<int> _lineStarts = [0];
    private readonly bool _isAscii;
    private (int Offset, int Column) _last = (0, 1);

    public SourceText(string file, ReadOnlyMemory<byte> bytes)
    {
        // A byte order mark is what some editors add; it is no part of the text.
        if (bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        File = file;
        _bytes = bytes;
        var span = bytes.Span;
        _isAscii = Ascii.IsValid(span);
        for (var at = span.IndexOf((byte)'\n'); at >= 0; at = Next(span, at)) _lineStarts.Add(at + 1);

        static int Next(ReadOnlySpan<byte> span, int at) => span[(at + 1)..].IndexOf((byte)'\n') is >= 0 and var found ? at + 1 + found : -1;
    }

    public string File { get; }

    public ReadOnlySpan<byte> Bytes => _bytes.Span;

    /// Line and column from 1; columns count UTF-16 units, as editors do.
    public (int Line, int Column) Locate(int offset)
    {
        offset = Math.Clamp(offset, 0, _bytes.Length);
        var found = _lineStarts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        if (_isAscii) return (line + 1, offset - _lineStarts[line] + 1);
        // A generated file may be one long line: whoever asks in the order of the file counts every character once.
        var from = _last.Offset >= _lineStarts[line] && _last.Offset <= offset ? _last : (Offset: _lineStarts[line], Column: 1);
        _last = (offset, from.Column + Encoding.UTF8.GetCharCount(Bytes[from.Offset..offset]));
        return (line + 1, _last.Column);
    }

    public int OffsetOf(long line, long byteInLine) =>
        line < _lineStarts.Count ? (int)Math.Min(_lineStarts[(int)line] + byteInLine, _bytes.Length) : _bytes.Length;
}
