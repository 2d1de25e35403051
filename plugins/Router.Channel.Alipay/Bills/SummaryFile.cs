using System.Globalization;

namespace Router.Channel.Alipay.Bills;

/// <summary>
/// The summary file (业务明细(汇总)): a row for each shop and one of all, 合计. It is compared where it has that row; some files hold
/// comments only. Its columns are general knowledge, so a sum may be net of refunds or of the payments alone.
/// </summary>
internal sealed class SummaryFile
{
    private Columns? _columns;
    private string[]? _all;

    public void Read(string[] row)
    {
        if (row[0].StartsWith('#')) return;
        if (_columns is null) _columns = new(row);
        else if (row[0] == "合计" || (row.Length > 1 && row[1] == "合计")) _all = row;
    }

    /// <exception cref="InvalidDataException">It does not fit the rows.</exception>
    public void Check(BillTotals rows)
    {
        if (_columns is null || _all is null) return;
        Same("交易订单总笔数", Count, rows.Payments);
        Same("退款订单总笔数", Count, rows.Refunds);
        Same("订单金额（元）", BillFile.Fen, rows.PaymentOrder, rows.PaymentOrder + rows.RefundOrder, rows.PaymentOrder - Math.Abs(rows.RefundOrder));
        Same(
            "商家实收（元）", BillFile.Fen,
            rows.PaymentReceived, rows.PaymentReceived + rows.RefundReceived, rows.PaymentReceived - Math.Abs(rows.RefundReceived));
    }

    private void Same(string column, Func<string, long> read, params ReadOnlySpan<long> fitting)
    {
        if (_columns!.Find(_all!, column) is not { Length: > 0 } text || fitting.Contains(read(text))) return;
        throw new InvalidDataException($"The bill's summary says {text} for {column}; its rows make {fitting[0]}.");
    }

    private static long Count(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        ? count
        : throw new InvalidDataException("A count of the bill's summary is no number.");
}
