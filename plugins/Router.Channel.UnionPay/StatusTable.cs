using System.Collections.Frozen;

namespace Router.Channel.UnionPay;

/// <summary>
/// origRespCode of a query → what the transaction is. Sources: the official demo (00 success; 03 04 05 query again; before payTimeout a
/// refusal may be passing, after it the answer is final; A6 counts as success there) and the code list of 平台接入接口规范 第5部分.
/// A code that is not here, and one that says money was taken without saying that it stays, is Unclear.
/// </summary>
internal static class StatusTable
{
    private static readonly FrozenDictionary<string, TransactionStatus> s_payment = Build(
        succeeded: ["00", "A6"],
        open: ["03", "04", "05", "06", "12", "34", "70", "83"],
        refused: [
            "01", "02", "10", "11", "13", "30", "31", "32", "33", "38", "39", "43", "60", "61", "62", "63", "64", "65", "66", "67", "68", "69", "71",
            "72", "73", "77", "78", "79", "80"]);

    // 01 and 60 stay open here: a refund that is called failed may be made again under another number.
    private static readonly FrozenDictionary<string, TransactionStatus> s_refund = Build(
        succeeded: ["00"],
        open: ["01", "03", "04", "05", "06", "12", "34", "60", "83"],
        refused: ["10", "13", "30", "31", "32", "33", "35", "36", "38", "39", "43", "61", "62", "63", "68", "73", "78"]);

    public static TransactionStatus OfPayment(string code) => s_payment.GetValueOrDefault(code);

    public static TransactionStatus OfRefund(string code) => s_refund.GetValueOrDefault(code);

    private static FrozenDictionary<string, TransactionStatus> Build(string[] succeeded, string[] open, string[] refused) =>
        Rows(succeeded, TransactionStatus.Succeeded).Concat(Rows(open, TransactionStatus.Open)).Concat(Rows(refused, TransactionStatus.Refused))
            .ToFrozenDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, TransactionStatus>> Rows(string[] codes, TransactionStatus status) =>
        codes.Select(code => KeyValuePair.Create(code, status));
}
