using System.IO.Compression;
using System.Security.Cryptography;

namespace Router.Channel.WeChatPay.Bills;

/// <summary>A bill as it is unpacked: bounded, and hashed on the way, so that it never lies in memory as a whole.</summary>
internal sealed class BillFile(Stream packed, long bytesMax = BillFile.BytesMax) : Stream
{
    /// <summary>More than any merchant's day; a packed file that unpacks to more is an attack.</summary>
    public const long BytesMax = 1024L * 1024 * 1024;

    private readonly GZipStream _plain = new(packed, CompressionMode.Decompress);
#pragma warning disable CA5350 // The provider's choice; it guards against damage, not against forgery: the hash came in a signed answer.
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <summary>SHA-1 of what was read, lower-case hex.</summary>
    public string Hash() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _plain.ReadAsync(buffer, cancellationToken);
        _hash.AppendData(buffer.Span[..read]);
        if ((_read += read) > bytesMax) throw new InvalidDataException($"The bill unpacks to more than {bytesMax} bytes.");
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _plain.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
