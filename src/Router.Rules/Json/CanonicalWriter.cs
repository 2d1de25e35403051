using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Router.Rules.Json;

/// Writes canonical JSON into a buffer, which goes to the hash, if there is one, whenever it is full.
internal sealed class CanonicalWriter(JsonTokens tokens, IncrementalHash? hash) : IDisposable
{
    private const int BufferSize = 32 * 1024;
    private const int SmallBufferSize = 256;
    private const int FewMembers = 32;

    private readonly CanonicalNames _names = tokens.CanonicalNames;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(hash is null ? SmallBufferSize : BufferSize);
    private int _count;

    /// What is not yet in the hash.
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _count);

    public void Write(int number)
    {
        switch (tokens[number].Kind)
        {
            case JsonKind.Object:
                WriteObject(number);
                break;
            case JsonKind.Array:
                WriteArray(number);
                break;
            case JsonKind.Text:
                WriteText(number);
                break;
            default:
                Append(tokens.RawText(number));
                break;
        }
    }

    public void Flush()
    {
        hash?.AppendData(Written);
        _count = 0;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void WriteObject(int number)
    {
        ref readonly var token = ref tokens[number];
        // Rank and number of each member in one number: sorted, they stand in the order of the names.
        Span<long> members = token.Length <= FewMembers ? stackalloc long[FewMembers] : new long[token.Length];
        var count = 0;
        for (var member = number + 1; member < token.End; member = tokens[member].End)
            members[count++] = ((long)_names.RankOf(tokens[member].Name) << 32) | (uint)member;
        members = members[..count];
        members.Sort();
        Append((byte)'{');
        var isFirst = true;
        foreach (var ranked in members)
        {
            var member = (int)ranked;
            var name = _names.Written(tokens[member].Name);
            if (name.SequenceEqual("\"$schema\":"u8)) continue;
            if (!isFirst) Append((byte)',');
            isFirst = false;
            Append(name);
            Write(member);
        }

        Append((byte)'}');
    }

    private void WriteArray(int number)
    {
        Append((byte)'[');
        var end = tokens[number].End;
        for (var member = number + 1; member < end; member = tokens[member].End)
        {
            if (member > number + 1) Append((byte)',');
            Write(member);
        }

        Append((byte)']');
    }

    private void WriteText(int number)
    {
        Append((byte)'"');
        var raw = tokens.RawText(number);
        var encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        if (!tokens[number].IsEscaped && encoder.FindFirstCharacterToEncodeUtf8(raw) < 0) Append(raw);
        else Append(JsonEncodedText.Encode(tokens.Text(number), encoder).EncodedUtf8Bytes);
        Append((byte)'"');
    }

    private void Append(byte one)
    {
        if (_count == _buffer.Length) MakeRoom(1);
        _buffer[_count++] = one;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _count) MakeRoom(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_count));
        _count += bytes.Length;
    }

    private void MakeRoom(int length)
    {
        if (hash is not null) Flush();
        if (length <= _buffer.Length - _count) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _count + length));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
