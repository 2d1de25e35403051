using System.Text;
using System.Text.Json;
using Router.Core.Bills;
using Router.Core.Orders;

namespace Router.Storage.Sqlite.Files;

/// <summary>Archive files read once from end to end: where the orders of one account stand in them. The orders themselves are read when they are asked for.</summary>
internal sealed class ArchiveIndex : IArchivedOrders
{
    private const int LongestLine = 16 * 1024 * 1024;
    private static readonly TimeSpan s_before = TimeSpan.FromDays(40), s_after = TimeSpan.FromDays(3);
    private readonly List<FileStream> _files = [];
    private readonly Dictionary<string, ArchivePlace> _attempts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ArchivePlace> _refunds = new(StringComparer.Ordinal);

    /// <param name="paths">The files.</param>
    /// <param name="accountId">Whose attempts and refunds.</param>
    /// <param name="from">The first day of bills.</param>
    /// <param name="to">The last one.</param>
    public static ArchiveIndex Open(IReadOnlyList<string> paths, string accountId, DateOnly from, DateOnly to)
    {
        var index = new ArchiveIndex();
        try
        {
            var window = (First: Start(from) - s_before, Last: Start(to) + s_after);
            foreach (var path in paths) index.Read(path, accountId, window);
            return index;
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    public ArchivedOrder? FindByAttempt(string attemptNumber) => _attempts.TryGetValue(attemptNumber, out var place) ? Read(place) : null;

    public ArchivedOrder? FindByRefund(string refundNumber) => _refunds.TryGetValue(refundNumber, out var place) ? Read(place) : null;

    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }

    private static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private void Read(string path, string accountId, (DateTimeOffset First, DateTimeOffset Last) window)
    {
        if (!Path.IsPathFullyQualified(path)) throw UpkeepErrors.NotAbsolute(path);
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            _files.Add(file);
            var account = Encoding.UTF8.GetBytes(accountId);
            foreach (var (place, line) in Lines(file, _files.Count - 1).Where(l => l.Line.AsSpan().IndexOf(account) >= 0))
                Add(place, Parse(line), accountId, window);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw UpkeepErrors.NoArchive(path, error);
        }
    }

    private void Add(ArchivePlace place, ArchivedOrder order, string accountId, (DateTimeOffset First, DateTimeOffset Last) window)
    {
        bool IsOf(string account, DateTimeOffset at) => account == accountId && at >= window.First && at <= window.Last;
        foreach (var attempt in order.Payment.Attempts.Where(a => IsOf(a.AccountId, a.RequestTime))) _attempts[attempt.Number] = place;
        foreach (var refund in order.Refunds.Where(r => IsOf(r.AccountId, r.RequestTime))) _refunds[refund.RefundNumber] = place;
    }

    private ArchivedOrder Read(ArchivePlace place)
    {
        var line = new byte[place.Length];
        var file = _files[place.File];
        try
        {
            file.Position = place.Start;
            file.ReadExactly(line);
            return Parse(line);
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            throw UpkeepErrors.NoArchive(file.Name, error);
        }
    }

    private static ArchivedOrder Parse(byte[] line)
    {
        using var order = JsonDocument.Parse(line);
        if (order.RootElement is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty("payment", out var payment) && payment.Deserialize(OrderJson.Default.PaymentOrder) is { Attempts: not null } found
            && root.TryGetProperty("refunds", out var refunds) && refunds.ValueKind == JsonValueKind.Array)
            return new(found, [.. refunds.EnumerateArray().Select(refund => refund.Deserialize(OrderJson.Default.RefundOrder)).OfType<RefundOrder>()]);
        throw new JsonException("a line is no archived order");
    }

    // A last line without its end was never finished: its order is in the store still.
    private static IEnumerable<(ArchivePlace Place, byte[] Line)> Lines(FileStream file, int number)
    {
        var buffer = new byte[64 * 1024];
        var line = new MemoryStream();
        long start = 0;
        for (int count; (count = file.Read(buffer)) > 0;)
        {
            for (var from = 0; from < count;)
            {
                var end = Array.IndexOf(buffer, (byte)'\n', from, count - from);
                line.Write(buffer, from, (end < 0 ? count : end) - from);
                if (line.Length > LongestLine) throw new JsonException($"a line has more than {LongestLine} bytes");
                from = end < 0 ? count : end + 1;
                if (end < 0) continue;
                yield return (new(number, start, (int)line.Length), line.ToArray());
                start += line.Length + 1;
                line.SetLength(0);
            }
        }
    }
}
