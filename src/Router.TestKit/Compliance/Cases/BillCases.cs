using Router.Abstractions;
using Router.TestKit.Compliance.Bench;

namespace Router.TestKit.Compliance.Cases;

internal static class BillCases
{
    public static IReadOnlyList<ChannelCase> All { get; } =
    [
        new("a bill is NotReady before it is made, and then its lines are the book's", LinesAreTheBook),
        new("a bill whose download goes wrong is not believed", UnderFaults),
    ];

    private static async Task LinesAreTheBook(ChannelBench bench)
    {
        if (bench.Manifest.Bills is not { } bills)
        {
            bench.LeaveOut("the manifest has no bills");
            return;
        }

        var day = await TradeAsync(bench, bills);
        var early = await bench.Main.BillAsync(day);
        Promise.Keep(early.Status == BillStatus.NotReady, $"the bill of {day:O} while that day goes on", "NotReady", Promise.Show(early), "A bill of half a day would show what is missing as lost.");

        bench.Time.AdvanceTo(ReadyAt(bench, bills, day));
        foreach (var account in new[] { bench.Main, bench.Other }) bench.Provider.MakeBill(account.Account.MerchantId, day);
        foreach (var account in new[] { bench.Main, bench.Other })
        {
            var expected = bench.Provider.Entries.Where(e => e.MerchantId == account.Account.MerchantId).ToList();
            Same($"the bill of {account.Account.Id} for {day:O}", expected, await ReadAsync(account, day));
        }

        // Some providers make a bill for a day without trade, others never do.
        bench.Provider.MakeBill(bench.Main.Account.MerchantId, day.AddDays(-1));
        var empty = await bench.Main.BillAsync(day.AddDays(-1));
        if (empty.Status != BillStatus.NotReady) Same($"the bill of {day.AddDays(-1):O}, when nothing was traded", [], await LinesAsync($"the bill of {day.AddDays(-1):O}", empty));
    }

    // Two payments of every method at the main account, refunds of one of them, one payment at the other account.
    private static async Task<DateOnly> TradeAsync(ChannelBench bench, BillManifest bills)
    {
        var day = DayOf(bench, bills, bench.Time.GetUtcNow());
        foreach (var method in bench.Methods)
        {
            foreach (var currency in method.Currencies.Take(3))
            {
                await new Buying(bench, bench.Main).PayAsync(method, Amounts.Usual(method, currency));
                bench.Time.Advance(TimeSpan.FromSeconds(1));
            }

            var paid = await new Buying(bench, bench.Main).PayAsync(method);
            await new Buying(bench, bench.Other).PayAsync(method);
            if (!method.Operations.Contains(ChannelOperation.Refund)) continue;
            var isPartial = bench.Manifest.Refunds is { Partial: true };
            for (var i = 0; i < (isPartial ? 2 : 1); i++)
            {
                var amount = isPartial ? paid.Captured with { Minor = paid.Captured.Minor / 5_000 * 1_000 * (i + 1) } : paid.Captured;
                var refund = bench.Main.BeginRefund(paid, amount);
                await RefundCases.FinishAsync(bench, refund, await bench.Main.RefundAsync(refund));
            }
        }

        return day;
    }

    private static async Task UnderFaults(ChannelBench bench)
    {
        if (bench.Manifest.Bills is not { } bills)
        {
            bench.LeaveOut("the manifest has no bills");
            return;
        }

        var day = await TradeAsync(bench, bills);
        bench.Time.AdvanceTo(ReadyAt(bench, bills, day));
        bench.Provider.MakeBill(bench.Main.Account.MerchantId, day);
        var expected = bench.Provider.Entries.Where(e => e.MerchantId == bench.Main.Account.MerchantId).ToList();
        foreach (var fault in Faults.Silencing.Append(WireFault.TooFrequent).Append(WireFault.NotPermitted).Where(f => bench.Provider.Knows(f, WireCall.Bill, "")))
        {
            var where = $"a bill under {fault}";
            var result = await bench.UnderAsync(fault, async token =>
            {
                var bill = await bench.Main.BillAsync(day, token);
                return (bill.Status, Lines: bill.Status == BillStatus.Ready ? await ReadOrFailAsync(bill, token) : null, Shown: Promise.Show(bill));
            });
            Promise.Keep(
                result.Status is BillStatus.Unknown or BillStatus.Ready || (fault == WireFault.TooFrequent && result.Status == BillStatus.NotReady), where, "Unknown", result.Shown,
                "NotReady is the provider's word that there is no bill yet, and Unsupported that there never is one.");
            if (result.Lines is not null) Same(where + ", which was Ready", expected, result.Lines);
        }
    }

    /// <summary>The day of the provider's bills that a time belongs to.</summary>
    private static DateOnly DayOf(ChannelBench bench, BillManifest bills, DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, TimeZoneInfo.FindSystemTimeZoneById(bench.Manifest.TimeZone));
        var day = DateOnly.FromDateTime(local.DateTime);
        return bills.CutOff != TimeOnly.MinValue && TimeOnly.FromDateTime(local.DateTime) >= bills.CutOff ? day.AddDays(1) : day;
    }

    private static DateTimeOffset ReadyAt(ChannelBench bench, BillManifest bills, DateOnly day)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(bench.Manifest.TimeZone);
        var local = day.AddDays(1).ToDateTime(bills.ReadyAt).AddHours(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static async Task<List<BillLine>> ReadAsync(BenchChannel account, DateOnly day) => await LinesAsync($"the bill of {day:O}", await account.BillAsync(day));

    private static async Task<List<BillLine>> LinesAsync(string where, BillResult bill)
    {
        Promise.Keep(bill is { Status: BillStatus.Ready, Lines: not null }, where + ", made and ready", "Ready with lines", Promise.Show(bill), "The provider's answer is in the fault.");
        var lines = new List<BillLine>();
        await foreach (var line in bill.Lines!) lines.Add(line);
        return lines;
    }

    // Reading may throw: then none of the lines is used.
    private static async Task<List<BillLine>?> ReadOrFailAsync(BillResult bill, CancellationToken cancellationToken)
    {
        try
        {
            var lines = new List<BillLine>();
            await foreach (var line in bill.Lines!.WithCancellation(cancellationToken)) lines.Add(line);
            return lines;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or FormatException or InvalidDataException or OperationCanceledException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static void Same(string where, List<ProviderEntry> expected, List<BillLine> lines)
    {
        var left = lines.Where(l => l.Kind != BillLineKind.Other).ToList();
        foreach (var entry in expected)
        {
            var line = left.FirstOrDefault(l => Books(l, entry))
                ?? throw Promise.Broken(where, $"a line for: {Promise.Show(entry)}", $"none among {Shown(left)}", "Read every page and every kind of line, by the header's names.");
            left.Remove(line);
        }

        Promise.Keep(left.Count == 0, where, "no other line", Shown(left), "A line of another day or account, or one read twice, looks like money that nobody knows of.");
    }

    // A bill's wire may leave out our numbers; what it has must be right, and the payment must be told by one of them.
    private static bool Books(BillLine line, ProviderEntry entry) =>
        line.Kind == (entry.IsCapture ? BillLineKind.Payment : BillLineKind.Refund)
        && line.Amount == entry.Amount
        && (line.AttemptNumber == entry.AttemptNumber || line.AttemptNumber.Length == 0)
        && (line.ChannelTransactionId == entry.TransactionId || (line.ChannelTransactionId.Length == 0 && line.AttemptNumber.Length > 0))
        && (string.IsNullOrEmpty(line.RefundNumber) || line.RefundNumber == entry.RefundNumber)
        && (line.BookedAt - entry.At).Duration() < TimeSpan.FromDays(1);

    private static string Shown(List<BillLine> lines) => lines.Count == 0
        ? "nothing"
        : string.Join("; ", lines.Take(10).Select(l => $"{l.Kind} {l.Amount} of '{l.AttemptNumber}' refund '{l.RefundNumber}' ({l.ChannelTransactionId}) at {l.BookedAt:O}"));
}
