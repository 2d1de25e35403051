using System.Runtime.CompilerServices;
using System.Text;

namespace Router.Channel.UnionPay.Bills;

/// <summary>
/// A file of lines whose fields have fixed widths in bytes of GBK, one blank between them. Source of the widths: the official demo's
/// parseZMFile and parseZMEFile.
/// </summary>
internal sealed class FixedWidth
{
    public static readonly FixedWidth Transactions = new(
        3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32, 13, 13, 8, 32, 13, 13, 12, 2, 1, 32, 98);

    public static readonly FixedWidth Errors = new(3, 11, 11, 6, 10, 19, 12, 4, 2, 2, 6, 10, 4, 12, 13, 13, 15, 15, 1, 12, 2, 135);

    private static readonly Encoding s_gbk =
        CodePagesEncodingProvider.Instance.GetEncoding("GBK", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private readonly int[] _widths;
    private readonly int _length;

    private FixedWidth(params int[] widths)
    {
        _widths = widths;
        _length = widths.Sum() + widths.Length - 1;
    }

    /// <summary>The lines' bytes; a line of another length is refused, so a cut-off file never passes.</summary>
    public static async IAsyncEnumerable<byte[]> LinesAsync(
        Stream file, FixedWidth layout, long length, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[65536];
        var held = 0;
        var read = 0L;
        while (true)
        {
            var count = await file.ReadAsync(buffer.AsMemory(held), cancellationToken);
            read += count;
            if (read > length) throw new InvalidDataException("A file of the bill is longer than the archive says.");
            held += count;
            var start = 0;
            while (Array.IndexOf(buffer, (byte)'\n', start, held - start) is var end and >= 0)
            {
                if (layout.Line(buffer.AsSpan(start, end - start)) is { } line) yield return line;
                start = end + 1;
            }

            if (count == 0)
            {
                if (read != length) throw new InvalidDataException("A file of the bill is shorter than the archive says.");
                if (layout.Line(buffer.AsSpan(start, held - start)) is { } last) yield return last;
                yield break;
            }

            held -= start;
            if (held == buffer.Length) throw new InvalidDataException("A line of the bill is too long.");
            Array.Copy(buffer, start, buffer, 0, held);
        }
    }

    /// <summary>The fields of a line, without the blanks that fill them up.</summary>
    public string[] Cut(byte[] line)
    {
        var fields = new string[_widths.Length];
        var at = 0;
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0 && line[at++] != (byte)' ') throw new InvalidDataException($"A line of the bill is not cut as expected before its field {i + 1}.");
            try
            {
                fields[i] = s_gbk.GetString(line, at, _widths[i]).Trim(' ');
            }
            catch (DecoderFallbackException)
            {
                throw new InvalidDataException($"A line of the bill is not GBK in its field {i + 1}.");
            }

            at += _widths[i];
        }

        return fields;
    }

    private byte[]? Line(ReadOnlySpan<byte> line)
    {
        if (line.EndsWith("\r"u8)) line = line[..^1];
        if (line.IsEmpty) return null;
        return line.Length == _length ? line.ToArray() : throw new InvalidDataException($"A line of the bill has {line.Length} bytes; {_length} were expected.");
    }
}
