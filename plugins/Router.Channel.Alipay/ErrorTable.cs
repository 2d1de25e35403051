using System.Collections.Frozen;
using Router.Abstractions;
using Router.Channel.Alipay.Calls;

namespace Router.Channel.Alipay;

/// <summary>
/// What a refusal means. Sources: P the error lists of Alipay's public API pages and their copies, S the constants of public SDKs,
/// K general knowledge, not read again: unproven, listed in README.md. A code that is not here is Unknown.
/// </summary>
internal static class ErrorTable
{
    /// <summary>How long to leave an account alone that called too often. K: Alipay names no time.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private static readonly FrozenDictionary<string, ErrorRow> s_rows = Rows().ToFrozenDictionary(row => row.Code, StringComparer.Ordinal);

    public static IEnumerable<ErrorRow> All => s_rows.Values.OrderBy(row => row.Code, StringComparer.Ordinal);

    /// <summary>
    /// The row of an authentic refusal. "Service unavailable" (20000) and "call limited" (40005) are decided by the code, every other
    /// by the business code.
    /// </summary>
    public static ErrorRow? Find(Answer answer) =>
        answer.Code is "20000" or "40005" ? s_rows[answer.Code] : s_rows.GetValueOrDefault(Plain(answer.Deciding));

    /// <summary>The fault of an answer of any kind.</summary>
    public static ChannelFault Fault(Answer answer)
    {
        var row = Find(answer);
        var blame = row?.Blame ?? (answer.Stage == FaultStage.BeforeSend ? FaultBlame.Network : FaultBlame.Channel);
        return new(answer.Stage, blame, answer.Deciding, answer.Message, row?.IsRateLimit == true ? Rest : null);
    }

    // Alipay's own pages spell the system error AQC as well.
    private static string Plain(string code) => code.StartsWith("AQC.", StringComparison.Ordinal) ? "ACQ." + code[4..] : code;

    private static IEnumerable<ErrorRow> Rows()
    {
        yield return new("20000", FaultBlame.Channel, PayMeaning.Unknown, RefundMeaning.Unknown); // S: never a failure (D2)
        yield return new("ACQ.SYSTEM_ERROR", FaultBlame.Channel, PayMeaning.Unknown, RefundMeaning.Unknown); // P
        yield return new("40005", FaultBlame.Channel, PayMeaning.Declined, RefundMeaning.RetryLater) { IsRateLimit = true }; // S
        foreach (var row in OurDoing().Concat(RequestsDoing()).Concat(NumberUsed()).Concat(BuyersDoing()).Concat(RefundsOnly())) yield return row;
    }

    // Refused before any trade is looked at. A refund stays open: its first sending may have been taken.
    private static IEnumerable<ErrorRow> OurDoing() =>
        new[]
        {
            "isv.invalid-signature", "isv.missing-signature", "isv.missing-signature-type", "isv.invalid-signature-type", "isv.missing-app-id",
            "isv.invalid-app-id", "isv.invalid-timestamp", "isv.missing-timestamp", "isv.missing-method", "isv.invalid-method", "isv.missing-version",
            "isv.invalid-charset", "isv.missing-signature-config", "isv.missing-signature-key", "isv.invalid-encrypt", "isv.invalid-encrypt-type",
            "isv.missing-encrypt-type", "isv.decryption-error-not-valid-encrypt-key", "isv.decryption-error-not-valid-encrypt-type",
            "isv.decryption-error-unknown", "isv.insufficient-isv-permissions", "isv.insufficient-user-permissions", "isv.not-support-app-auth",
            "isv.app-cert-expired", "isv.app-unbind-partner", "aop.invalid-auth-token", "aop.auth-token-time-out", "aop.invalid-app-auth-token",
            "aop.app-auth-token-time-out", "aop.invalid-app-auth-token-no-api", "aop.no-product-reg-by-partner", // K: Alipay's list of public codes
            "ACQ.ACCESS_FORBIDDEN", "ACQ.PARTNER_ERROR", // P
        }.Select(code => new ErrorRow(code, FaultBlame.Us, PayMeaning.Declined, RefundMeaning.RetryLater));

    // Refused before a trade is made of it.
    private static IEnumerable<ErrorRow> RequestsDoing()
    {
        yield return new("ACQ.INVALID_PARAMETER", FaultBlame.Request, PayMeaning.Declined, RefundMeaning.Failed); // P
        yield return new("ACQ.EXIST_FORBIDDEN_WORD", FaultBlame.Request, PayMeaning.Declined, RefundMeaning.Unknown); // P
        yield return new("ACQ.TOTAL_FEE_EXCEED", FaultBlame.Request, PayMeaning.Declined, RefundMeaning.Unknown); // P
    }

    // The number is known with something else, or ended: what stands there must be asked.
    private static IEnumerable<ErrorRow> NumberUsed() =>
        new[]
        {
            "ACQ.TRADE_HAS_SUCCESS", "ACQ.TRADE_HAS_CLOSE", "ACQ.CONTEXT_INCONSISTENT", "ACQ.TRADE_BUYER_NOT_MATCH", // P
            "ACQ.TRADE_STATUS_ERROR", "ACQ.REASON_TRADE_STATUS_INVALID", "ACQ.DISCORDANT_REPEAT_REQUEST", // S, K
        }.Select(code => new ErrorRow(code, FaultBlame.Request, PayMeaning.Unknown, RefundMeaning.Unknown));

    // The trade may stand there unpaid and the buyer may find it in his wallet: it has to be cancelled. A wrong code makes no trade.
    private static IEnumerable<ErrorRow> BuyersDoing()
    {
        yield return new("ACQ.PAYMENT_AUTH_CODE_INVALID", FaultBlame.Payer, PayMeaning.Declined, RefundMeaning.Unknown); // P
        foreach (var code in new[]
        {
            "ACQ.BUYER_BALANCE_NOT_ENOUGH", "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH", "ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR",
            "ACQ.BUYER_ENABLE_STATUS_FORBID", "ACQ.BUYER_SELLER_EQUAL", // P
            "ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR", "ACQ.ERROR_BALANCE_PAYMENT_DISABLE", "ACQ.PULL_MOBILE_CASHIER_FAIL", "ACQ.MOBILE_PAYMENT_SWITCH_OFF", "ACQ.PAYMENT_FAIL",
            "ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE", "ACQ.PAYMENT_REQUEST_HAS_RISK", "ACQ.USER_FACE_PAYMENT_SWITCH_OFF", // K
        })
            yield return new(code, FaultBlame.Payer, PayMeaning.RefusedButPayable, RefundMeaning.Unknown);
        foreach (var code in new[] { "ACQ.BEYOND_PAY_RESTRICTION", "ACQ.BEYOND_PER_RECEIPT_RESTRICTION" }) // P, K: the merchant's own limit
            yield return new(code, FaultBlame.Us, PayMeaning.RefusedButPayable, RefundMeaning.Unknown);
    }

    private static IEnumerable<ErrorRow> RefundsOnly()
    {
        yield return new("ACQ.SELLER_BALANCE_NOT_ENOUGH", FaultBlame.Us, PayMeaning.Unknown, RefundMeaning.RetryLater); // P
        yield return new("ACQ.TRADE_NOT_EXIST", FaultBlame.Request, PayMeaning.Unknown, RefundMeaning.Failed); // P
        yield return new("ACQ.TRADE_HAS_FINISHED", FaultBlame.Request, PayMeaning.Unknown, RefundMeaning.Failed); // P
        yield return new("ACQ.REASON_TRADE_REFUND_FEE_ERR", FaultBlame.Request, PayMeaning.Unknown, RefundMeaning.Failed); // P
        yield return new("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", FaultBlame.Request, PayMeaning.Unknown, RefundMeaning.Failed); // K
        yield return new("ACQ.REASON_TRADE_BEEN_FREEZEN", FaultBlame.Us, PayMeaning.Unknown, RefundMeaning.RetryLater); // P
    }
}
