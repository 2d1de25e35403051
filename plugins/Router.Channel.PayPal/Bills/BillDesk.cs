using System.Globalization;
using System.Runtime.CompilerServices;
using Router.Abstractions;
using Router.Channel.PayPal.Http;

namespace Router.Channel.PayPal.Bills;

/// <summary>
/// A day's transactions: GET /v1/reporting/transactions, page by page. PayPal shows a transaction up to three hours late and lists at
/// most 10 000 for one question; a span with more is cut in halves. Totals that change while paging make the bill unusable.
/// </summary>
internal sealed class BillDesk(ChannelAccount account, PayPalApi api, TimeProvider time)
{
    private const int PageSize = 500;
    private const int PageBytes = 8 << 20;
    private static readonly TimeSpan s_late = TimeSpan.FromHours(3);

    public async Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken)
    {
        var day = BillWindow.Of(request.Date);
        var wait = day.To.AddSeconds(1) + s_late - time.GetUtcNow();
        if (wait > TimeSpan.Zero) return new() { Status = BillStatus.NotReady, RetryAfter = wait };
        var first = await FetchAsync(day, 1, cancellationToken);
        if (first.Fault is { } fault) return new() { Status = BillStatus.Unknown, Fault = fault };
        if (first.RefreshedAt is { } refreshed && refreshed <= day.To) return new() { Status = BillStatus.NotReady, RetryAfter = TimeSpan.FromHours(1) };
        return new() { Status = BillStatus.Ready, Lines = ReadAsync(day, first, cancellationToken) };
    }

    private async IAsyncEnumerable<BillLine> ReadAsync(BillWindow day, BillPage first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var windows = new Stack<BillWindow>([day]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var given = first;
        while (windows.TryPop(out var window))
        {
            var page = given ?? await FetchAsync(window, 1, cancellationToken);
            given = null;
            if (page.IsTooLarge)
            {
                var (early, late) = window.Halves() ?? throw new InvalidDataException("PayPal has more transactions within one second than it lists.");
                windows.Push(late);
                windows.Push(early);
                continue;
            }

            var (items, pages, read) = (page.Items, page.Pages, 0);
            for (var number = 1; ; number++)
            {
                if (page.Fault is { } fault) throw new IOException($"A page of PayPal's bill could not be read: {fault.RawCode}.");
                if (page.Items != items || page.Pages != pages || page.Number != number) throw new InvalidDataException("PayPal's bill changed while it was read.");
                foreach (var info in page.Transactions)
                {
                    var line = BillLines.Read(info);
                    if (!seen.Add($"{info.Text("transaction_id")} {line.RawStatus} {line.Amount} {line.BookedAt:O}"))
                        throw new InvalidDataException($"PayPal's bill shows transaction {info.Text("transaction_id")} twice.");
                    read++;
                    yield return line;
                }

                if (number >= pages) break;
                page = await FetchAsync(window, number + 1, cancellationToken);
            }

            if (read != items) throw new InvalidDataException($"PayPal's bill names {items} transactions and shows {read}.");
        }
    }

    private async Task<BillPage> FetchAsync(BillWindow window, int page, CancellationToken cancellationToken)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"/v1/reporting/transactions?start_date={window.From:yyyy-MM-dd'T'HH:mm:ss}Z&end_date={window.To:yyyy-MM-dd'T'HH:mm:ss}Z&fields=transaction_info&page_size={PageSize}&page={page}");
        return BillPage.Read(await api.SendAsync(ApiRequest.Get(path, PageBytes), cancellationToken), account.MerchantId);
    }
}
