using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Router.Abstractions;

namespace Router.ChannelSimulators.WeChatPay;

/// <summary>Prints a merchant's trade bill of a day.</summary>
internal static class BillPress
{
    private const string Columns = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,"
        + "微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";

    private const string Sums = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";

    /// <returns>The file; null where nothing happened that day.</returns>
    public static byte[]? Print(IEnumerable<SimulatedOrder> orders, string? subMerchantId, DateOnly day)
    {
        var rows = new List<string[]>();
        long paid = 0, back = 0, fees = 0;
        foreach (var order in orders.Where(o => o.PaidAt is not null && (subMerchantId is null || o.Text("sub_mchid") == subMerchantId)))
        {
            if (Day(order.PaidAt!.Value) == day)
            {
                var fee = ((order.Total * 6) + 500) / 1000;
                (paid, fees) = (paid + order.Total, fees + fee);
                rows.Add(Row(order, order.PaidAt.Value, "SUCCESS", order.Total, "0", "0", 0, "", "", fee));
            }

            foreach (var refund in order.Refunds.Where(r => r.Status is "SUCCESS" or "PROCESSING" && Day(r.CreatedAt) == day))
            {
                back += refund.Amount;
                rows.Add(Row(order, refund.CreatedAt, "REFUND", 0, refund.RefundId, refund.Number, refund.Amount, "ORIGINAL", refund.Status, 0));
            }
        }

        if (rows.Count == 0) return null;
        var text = new StringBuilder("\uFEFF" + Columns + "\r\n");
        foreach (var row in rows.OrderByDescending(row => row[0], StringComparer.Ordinal)) text.Append(Line(row));
        text.Append(Sums + "\r\n");
        text.Append(Line([rows.Count.ToString(CultureInfo.InvariantCulture) + ".0", Yuan(paid), Yuan(back), "0.0", Yuan(fees), Yuan(paid), Yuan(back)]));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static byte[] Pack(byte[] file)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(file);
        return packed.ToArray();
    }

#pragma warning disable CA5350 // What the provider uses.
    public static string Hash(byte[] file) => Convert.ToHexStringLower(SHA1.HashData(file));
#pragma warning restore CA5350

    private static string[] Row(
        SimulatedOrder order, DateTimeOffset at, string state, long total, string refundId, string refundNumber, long refunded, string refundKind, string refundState, long fee) =>
    [
        at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        order.Text(order.IsPartners ? "sp_appid" : "appid"), order.Merchant.MerchantId, order.IsPartners ? order.Text("sub_mchid") : "0", "", order.TransactionId, order.Number,
        "oSimulatedPayer", order.Kind.ToUpperInvariant(), state, "OTHERS", "CNY", Yuan(total), "0.00", refundId, refundNumber, Yuan(refunded), "0.00", refundKind, refundState,
        // A backtick and a comma apart: together they would be the separator.
        order.Text("description"), order.Text("attach"), Yuan(fee) + "000", "0.60%", Yuan(total), Yuan(refunded), "",
    ];

    private static string Line(string[] values) => string.Concat(values.Select((value, index) => (index == 0 ? "`" : ",`") + value)) + "\r\n";

    private static string Yuan(long fen) => new Money(fen, Currency.CNY).ToMajorText();

    private static DateOnly Day(DateTimeOffset time) => DateOnly.FromDateTime(time.ToOffset(TimeSpan.FromHours(8)).DateTime);
}
