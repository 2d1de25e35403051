using Router.Abstractions;
using Router.Channel.WeChatPay.Wire;

namespace Router.Channel.WeChatPay;

/// <summary>
/// WeChat Pay's error codes. Source: the error tables of the order, query, close and refund pages on pay.weixin.qq.com. Rows marked [K]
/// stand on no page we could read again for these operations; the README lists them as unproven. A 5xx never gets here: it is Unknown.
/// </summary>
internal static class ErrorTable
{
    private static readonly Dictionary<string, ErrorRow> s_rows = Rows().ToDictionary(row => row.Code, StringComparer.Ordinal);

    public static IEnumerable<ErrorRow> All => s_rows.Values;

    /// <summary>The row of a refusal; null: unlisted, or not to be believed without a signature.</summary>
    public static ErrorRow? Find(Reply refusal)
    {
        var row = s_rows.GetValueOrDefault(refusal.Code.Replace("_", "", StringComparison.Ordinal));
        if (row is null && refusal.Status == 429) row = s_rows["FREQUENCYLIMITED"];
        return row is not null && (refusal.IsSigned || row.IsBeforeOrder) ? row : null;
    }

    private static IEnumerable<ErrorRow> Rows() =>
    [
        // Ours to mend: keys, permissions, contracts.
        new("SIGNERROR", FaultBlame.Us, PayOutcome.Declined, Refund: RefundOutcome.RetryLater),
        new("NOAUTH", FaultBlame.Us, PayOutcome.Declined, Refund: RefundOutcome.RetryLater),
        new("APPIDMCHIDNOTMATCH", FaultBlame.Us, PayOutcome.Declined, Refund: RefundOutcome.RetryLater),
        new("MCHNOTEXISTS", FaultBlame.Us, PayOutcome.Declined, Refund: RefundOutcome.RetryLater),

        // Too often: nothing was done.
        new("FREQUENCYLIMITED", FaultBlame.Channel, PayOutcome.Declined, Refund: RefundOutcome.RetryLater, IsThrottle: true),
        new("RATELIMITEXCEEDED", FaultBlame.Channel, PayOutcome.Declined, Refund: RefundOutcome.RetryLater, IsThrottle: true), // [K]

        // The request. INVALID_REQUEST is also what a used number with other fields gets, so it proves nothing.
        new("PARAMERROR", FaultBlame.Request, PayOutcome.Declined, Refund: RefundOutcome.Failed),
        new("INVALIDREQUEST", FaultBlame.Request),
        new("OPENIDMISMATCH", FaultBlame.Request, PayOutcome.Declined),
        new("OUTTRADENOUSED", FaultBlame.Request),
        new("INVALIDTRANSACTIONID", FaultBlame.Request),
        new("REFUNDFEEMISMATCH", FaultBlame.Request),
        new("TRADEOVERDUE", FaultBlame.Request, Refund: RefundOutcome.Failed), // [K]

        // The payer.
        new("ACCOUNTERROR", FaultBlame.Payer, PayOutcome.Declined), // [K]
        new("USERACCOUNTABNORMAL", FaultBlame.Payer, PayOutcome.Declined, Refund: RefundOutcome.Failed), // [K]
        new("RULELIMIT", FaultBlame.Payer, PayOutcome.Declined), // [K]
        new("TRADEERROR", FaultBlame.Payer, PayOutcome.Declined), // [K]
        // Of a refund: the merchant's balance, which fills up again.
        new("NOTENOUGH", FaultBlame.Payer, PayOutcome.Declined, Refund: RefundOutcome.RetryLater, RefundBlame: FaultBlame.Us),

        // What has become of the order. A pay that meets them proves nothing: the query tells.
        new("ORDERPAID", FaultBlame.Request, Close: CloseOutcome.AlreadyPaid),
        new("ORDERCLOSED", FaultBlame.Request),
        new("ORDERNOTEXIST", FaultBlame.Request, Query: AttemptStatus.NotFound, Close: CloseOutcome.NotFound),
        new("RESOURCENOTEXISTS", FaultBlame.Request, RefundQuery: RefundOutcome.NotFound),
        new("REFUNDNOTEXISTS", FaultBlame.Request, RefundQuery: RefundOutcome.NotFound), // [K]
        new("USERPAYING", FaultBlame.Payer),

        // Not now.
        new("ORDERNOTREADY", FaultBlame.Channel, Refund: RefundOutcome.RetryLater), // [K]
        new("BIZERRNEEDRETRY", FaultBlame.Channel, Refund: RefundOutcome.RetryLater),
        new("SYSTEMERROR", FaultBlame.Channel),
        new("BANKERROR", FaultBlame.Channel),
    ];
}
