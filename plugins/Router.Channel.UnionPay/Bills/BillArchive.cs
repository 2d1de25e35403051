using System.IO.Compression;
using System.Runtime.CompilerServices;
using Router.Abstractions;

namespace Router.Channel.UnionPay.Bills;

/// <summary>
/// fileContent: base64 of zlib of a zip that holds <c>INN…ZM_merId</c> (payments and refunds) and <c>INN…ZME_merId</c> (errors and
/// adjustments). Nothing is written to a disk and every size is bounded.
/// </summary>
internal static class BillArchive
{
    private const int ZipMax = 64 << 20;
    private const long FileMax = 1L << 30;
    private const int FilesMax = 64;

    /// <summary>The zip's bytes, after a look at what it says it holds.</summary>
    /// <exception cref="InvalidDataException">It is no such archive.</exception>
    public static byte[] Decode(string fileContent)
    {
        byte[] packed;
        try
        {
            packed = Convert.FromBase64String(fileContent);
        }
        catch (FormatException)
        {
            throw new InvalidDataException("fileContent is not base64.");
        }

        using var inflated = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(packed, writable: false), CompressionMode.Decompress))
        {
            var buffer = new byte[16384];
            while (zlib.Read(buffer) is var count and > 0)
            {
                if (inflated.Length + count > ZipMax) throw new InvalidDataException("fileContent unpacks to more than any bill.");
                inflated.Write(buffer, 0, count);
            }
        }

        var zip = inflated.ToArray();
        using var archive = Open(zip);
        Check(archive);
        return zip;
    }

    /// <summary>The lines of a checked archive; throws where one is wrong, so that none of the bill is used.</summary>
    public static async IAsyncEnumerable<BillLine> ReadAsync(
        byte[] zip, string merchantId, DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var archive = Open(zip);
        foreach (var entry in archive.Entries)
        {
            var isErrors = IsErrors(entry.Name);
            if (!isErrors && !IsTransactions(entry.Name)) continue;
            if (!NamesMerchant(entry.Name, merchantId)) throw new InvalidDataException($"{entry.Name} is not the file of merchant {merchantId}.");
            var layout = isErrors ? FixedWidth.Errors : FixedWidth.Transactions;
            await using var file = await entry.OpenAsync(cancellationToken);
            await foreach (var line in FixedWidth.LinesAsync(file, layout, entry.Length, cancellationToken))
                yield return isErrors ? ErrorLine.Read(layout.Cut(line), day) : TransactionLine.Read(layout.Cut(line), merchantId, day);
        }
    }

    private static void Check(ZipArchive archive)
    {
        if (archive.Entries.Count > FilesMax) throw new InvalidDataException("The bill's archive holds too many files.");
        foreach (var entry in archive.Entries)
        {
            if (entry.FullName != entry.Name || entry.Name.Contains('\\') || entry.Name.Contains(':') || entry.Name.StartsWith('.'))
                throw new InvalidDataException("The bill's archive holds a path where a file name is expected.");
            if (entry.Length > FileMax) throw new InvalidDataException("The bill's archive holds a file that is longer than any bill.");
        }

        if (!archive.Entries.Any(entry => IsTransactions(entry.Name))) throw new InvalidDataException("The bill's archive holds no ZM file.");
    }

    private static ZipArchive Open(byte[] zip) => new(new MemoryStream(zip, writable: false), ZipArchiveMode.Read);

    private static bool IsTransactions(string name) => name.StartsWith("INN", StringComparison.Ordinal) && name.Contains("ZM_", StringComparison.Ordinal);

    private static bool IsErrors(string name) => name.StartsWith("INN", StringComparison.Ordinal) && name.Contains("ZME_", StringComparison.Ordinal);

    // INN, date and sequence, ZM_ or ZME_, the merchant; some files bear an extension.
    private static bool NamesMerchant(string name, string merchantId) =>
        Path.GetFileNameWithoutExtension(name[(name.IndexOf('_', StringComparison.Ordinal) + 1)..]) == merchantId;
}
