using System.Text;

namespace Router.Channel.WeChatPay.Bills;

/// <summary>Reads lines of UTF-8, each bounded; what is not UTF-8 throws.</summary>
internal sealed class BillLines(Stream file) : IDisposable
{
    private const int LineMax = 64 * 1024;
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly StreamReader _text = new(file, s_strict, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
    private readonly char[] _buffer = new char[8 * 1024];
    private int _at, _end;

    /// <returns>The next line without its end; null at the end of the file.</returns>
    public async Task<string?> NextAsync(CancellationToken cancellationToken)
    {
        StringBuilder? begun = null;
        while (true)
        {
            if (_at == _end)
            {
                (_at, _end) = (0, await FillAsync(cancellationToken));
                if (_end == 0) return begun?.ToString();
            }

            var end = Array.IndexOf(_buffer, '\n', _at, _end - _at);
            begun ??= new StringBuilder();
            begun.Append(_buffer, _at, (end < 0 ? _end : end) - _at);
            if (begun.Length > LineMax) throw new InvalidDataException($"A line of the bill has more than {LineMax} characters.");
            _at = end < 0 ? _end : end + 1;
            if (end >= 0) return begun.ToString().TrimEnd('\r');
        }
    }

    public void Dispose() => _text.Dispose();

    private async Task<int> FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _text.ReadAsync(_buffer, cancellationToken);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException("The bill is not UTF-8.", e);
        }
    }
}
