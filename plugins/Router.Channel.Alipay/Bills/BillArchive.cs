using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using Router.Abstractions;
using Router.Channel.Alipay.Calls;

namespace Router.Channel.Alipay.Bills;

/// <summary>
/// The zip of a bill: detail files and a summary, names and contents in GBK. Nothing is unpacked to disk; names that lead elsewhere, too
/// many files and too many bytes are refused all the same.
/// </summary>
internal static class BillArchive
{
    private const int MostEntries = 16;
    private const long MostBytes = 512L * 1024 * 1024;
    private const string Detail = "业务明细", Summary = "汇总";

    /// <exception cref="InvalidDataException">It is no bill, or the lines and the totals disagree.</exception>
    public static async IAsyncEnumerable<BillLine> ReadAsync(
        byte[] zip, string merchantId, [EnumeratorCancellation] CancellationToken cancellationToken, long mostBytes = MostBytes)
    {
        using var archive = Open(zip);
        var entries = Entries(archive);
        var budget = new ByteBudget(mostBytes);
        var summed = new BillTotals();
        foreach (var entry in entries.Where(entry => !entry.Name.Contains(Summary, StringComparison.Ordinal)))
        {
            using var text = Text(entry, budget);
            var file = new BillFile(merchantId);
            while (Next(text) is { } row)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (file.Read(row) is { } line) yield return line;
            }

            file.CheckTrailer();
            summed.Add(file.Totals);
        }

        foreach (var entry in entries.Where(entry => entry.Name.Contains(Summary, StringComparison.Ordinal)))
        {
            using var text = Text(entry, budget);
            var file = new SummaryFile();
            while (Next(text) is { } row) file.Read(row);
            file.Check(summed);
        }

        await Task.CompletedTask;
    }

    private static ZipArchive Open(byte[] zip)
    {
        try
        {
            return new(new MemoryStream(zip, writable: false), ZipArchiveMode.Read, leaveOpen: false, Gbk.Strict);
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException("The bill's file names are no GBK.", exception);
        }
    }

    private static List<ZipArchiveEntry> Entries(ZipArchive archive)
    {
        try
        {
            var entries = archive.Entries.ToList();
            if (entries.Count > MostEntries) throw new InvalidDataException($"The bill holds {entries.Count} files.");
            if (entries.Find(entry => LeadsElsewhere(entry.FullName)) is not null) throw new InvalidDataException("The bill holds a file with a path in its name.");
            if (!entries.Exists(entry => entry.Name.Contains(Detail, StringComparison.Ordinal) && !entry.Name.Contains(Summary, StringComparison.Ordinal)))
                throw new InvalidDataException("The bill holds no detail file.");
            return entries;
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException("The bill's file names are no GBK.", exception);
        }
    }

    private static bool LeadsElsewhere(string name) =>
        name.Length == 0 || name.Contains("..", StringComparison.Ordinal) || name.AsSpan().IndexOfAny('/', '\\', ':') >= 0;

    private static StreamReader Text(ZipArchiveEntry entry, ByteBudget budget) =>
        new(new BudgetStream(entry.Open(), budget), Gbk.Strict, detectEncodingFromByteOrderMarks: false);

    private static string[]? Next(StreamReader text)
    {
        try
        {
            return CsvRow.Read(text);
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException("The bill is no GBK.", exception);
        }
    }
}
