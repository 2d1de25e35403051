using System.Globalization;
using System.Runtime.CompilerServices;
using Router.Abstractions;
using Router.Channel.WeChatPay.Settings;

namespace Router.Channel.WeChatPay.Bills;

/// <summary>
/// The trade bill of type ALL. Its sums are checked when the last row is read. Source: pay.weixin.qq.com, "trade bill"; wechatpay-php
/// tests/fixtures/bill.ALL.csv. Old merchants have no 订单金额 and 申请退款金额.
/// </summary>
internal static class TradeBill
{
    private static readonly TimeSpan s_beijing = TimeSpan.FromHours(8);

    public static async IAsyncEnumerable<BillLine> ReadAsync(BillLines file, Merchant merchant, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await BillTable.OpenAsync(file, cancellationToken);
        var sums = new TradeBillSums();
        await foreach (var row in table.RowsAsync(cancellationToken))
        {
            Check(row, merchant);
            sums.Add(row);
            yield return Line(row);
        }

        sums.Check(table.Summary!);
    }

    private static void Check(BillRow row, Merchant merchant)
    {
        if (row.Text("商户号") != merchant.MerchantId || (merchant.SubMerchantId is { } sub && row.Text("特约商户号") != sub))
            throw new InvalidDataException("The bill is another merchant's.");
    }

    private static BillLine Line(BillRow row)
    {
        if (!Currency.TryParse(row.Text("货币种类"), out var currency))
            throw new InvalidDataException($"'{row.Text("货币种类")}' in the bill is no currency.");
        var state = row.Text("交易状态");
        var (kind, amount) = state switch
        {
            "SUCCESS" => (BillLineKind.Payment, Paid(row, currency)),
            "REFUND" => (Moves(row) ? BillLineKind.Refund : BillLineKind.Other, Refunded(row, currency)),
            "REVOKED" => (BillLineKind.Refund, Refunded(row, currency)),
            _ => (BillLineKind.Other, Paid(row, currency)),
        };
        return new()
        {
            Kind = kind,
            AttemptNumber = row.Text("商户订单号"),
            RefundNumber = state == "REFUND" ? row.Text("商户退款单号") : null,
            ChannelTransactionId = row.Text("微信订单号"),
            Amount = amount,
            // Written with five decimals; a fee finer than a fen is left out rather than rounded.
            Fee = Money.TryParseMajor(row.Text("手续费"), currency, out var fee) ? fee : null,
            BookedAt = Time(row.Text("交易时间")),
            RawStatus = state == "REFUND" ? $"{state}/{row.Text("退款状态")}" : state,
        };
    }

    // FAIL sends nothing back, CHANGE leaves it to a person.
    private static bool Moves(BillRow row) => row.Text("退款状态") is not ("FAIL" or "CHANGE");

    // What the buyer was asked for, coupons included: the order's total.
    private static Money Paid(BillRow row, Currency currency) => row.Money(row.Has("订单金额") ? "订单金额" : "应结订单金额", currency);

    private static Money Refunded(BillRow row, Currency currency) => row.Money(row.Has("申请退款金额") ? "申请退款金额" : "退款金额", currency);

    private static DateTimeOffset Time(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new DateTimeOffset(time, s_beijing).ToUniversalTime()
            : throw new InvalidDataException($"'{text}' in the bill is no time.");
}
