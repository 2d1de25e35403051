using System.Collections.Frozen;
using Router.Abstractions;
using Router.Channel.PayPal.Http;

namespace Router.Channel.PayPal;

/// <summary>
/// Error code to meaning: the one place. Codes from PayPal's OpenAPI descriptions (checkout_orders_v2, payments_payment_v2) and its page
/// "Orders v2 errors"; what a code proves is our reading of them and the README lists it as unproven. Creating an order moves no money and
/// leaves nothing behind when refused. A refused capture leaves the order as it was, so it can still be paid. A code that is not here
/// proves nothing.
/// </summary>
internal static class ErrorTable
{
    /// <summary>Codes that speak of another request than this one, of a state that only a query can tell, or of work that goes on.</summary>
    private static readonly string[] s_proveNothing =
    [
        "DUPLICATE_INVOICE_ID", "ORDER_ALREADY_CAPTURED", "ORDER_ALREADY_COMPLETED", "ORDER_ALREADY_AUTHORIZED", "PREVIOUSLY_CAPTURED",
        "PREVIOUSLY_VOIDED", "ORDER_EXPIRED", "ORDER_COMPLETED_OR_VOIDED", "AUTHORIZATION_VOIDED", "AUTHORIZATION_EXPIRED",
        "AUTHORIZATION_ALREADY_CAPTURED", "ACTION_DOES_NOT_MATCH_INTENT", "PREVIOUS_REQUEST_IN_PROGRESS", "ORDER_COMPLETION_IN_PROGRESS",
        "DUPLICATE_REQUEST_ID", "PAYPAL_REQUEST_ID_PREVIOUSLY_USED", "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID", "RESOURCE_CONFLICT",
        "INTERNAL_SERVER_ERROR", "INTERNAL_SERVICE_ERROR",
    ];

    private static readonly string[] s_ours =
    [
        "AUTHENTICATION_FAILURE", "invalid_token", "invalid_client", "unauthorized_client", "NOT_AUTHORIZED", "PERMISSION_DENIED",
        "PERMISSION_NOT_GRANTED", "CONSENT_NEEDED", "PAYEE_NOT_CONSENTED", "PAYEE_ACCOUNT_INVALID", "PAYEE_ACCOUNT_RESTRICTED",
        "PAYEE_ACCOUNT_LOCKED_OR_CLOSED", "PAYEE_ACCOUNT_NOT_SUPPORTED", "PAYEE_ACCOUNT_NOT_VERIFIED", "INVALID_ACCOUNT_STATUS",
    ];

    private static readonly string[] s_request =
    [
        "INVALID_PARAMETER_VALUE", "INVALID_PARAMETER_SYNTAX", "INVALID_PARAMETER", "INVALID_STRING_LENGTH", "INVALID_STRING_MAX_LENGTH",
        "INVALID_STRING_MIN_LENGTH", "INVALID_ARRAY_MAX_ITEMS", "MISSING_REQUIRED_PARAMETER", "MALFORMED_REQUEST_JSON",
        "INVALID_CURRENCY_CODE", "CURRENCY_NOT_SUPPORTED", "CURRENCY_NOT_SUPPORTED_FOR_COUNTRY", "DECIMAL_PRECISION",
        "DECIMALS_NOT_SUPPORTED", "CANNOT_BE_NEGATIVE", "CANNOT_BE_ZERO_OR_NEGATIVE", "AMOUNT_MISMATCH", "UNSUPPORTED_INTENT",
        "CITY_REQUIRED", "INVALID_JSON_POINTER_FORMAT",
    ];

    private static readonly string[] s_payer =
    [
        "INSTRUMENT_DECLINED", "TRANSACTION_REFUSED", "PAYER_CANNOT_PAY", "PAYER_ACCOUNT_LOCKED_OR_CLOSED", "PAYER_ACCOUNT_RESTRICTED",
        "PAYER_COUNTRY_NOT_SUPPORTED", "COMPLIANCE_VIOLATION", "CARD_EXPIRED", "TRANSACTION_LIMIT_EXCEEDED",
        "TRANSACTION_BLOCKED_BY_PAYEE", "PAYEE_BLOCKED_TRANSACTION", "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED",
        "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING",
    ];

    private static readonly string[] s_refundRefused =
    [
        "CAPTURE_FULLY_REFUNDED", "REFUND_AMOUNT_EXCEEDED", "REFUND_TIME_LIMIT_EXCEEDED", "REFUND_NOT_ALLOWED", "PARTIAL_REFUND_NOT_ALLOWED",
        "REFUND_CAPTURE_CURRENCY_MISMATCH", "REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK", "REFUND_IS_RESTRICTED",
        "CAPTURE_DISPUTED_PARTIAL_REFUND_NOT_ALLOWED", "MAX_NUMBER_OF_REFUNDS_EXCEEDED",
    ];

    public static readonly FrozenDictionary<string, ErrorRow> Rows = Build();

    /// <summary>The row for an error answer: of several issues the one that proves least; null where any is not in the table.</summary>
    public static ErrorRow? Find(Exchange answer, Refusal refusal, Func<ErrorRow, Verdict> of)
    {
        ErrorRow? found = null;
        foreach (var code in refusal.Codes)
        {
            if (!Rows.TryGetValue(code, out var row)) return OfStatus(answer, refusal);
            if (found is null || of(row) == Verdict.Unknown) found = row;
            else if (of(found) != Verdict.Unknown && of(found) != of(row)) return null;
        }

        return found;
    }

    // Token and frequency are told by the status, permission by status and name, whatever the issue is.
    private static ErrorRow? OfStatus(Exchange answer, Refusal refusal) => answer.Status switch
    {
        401 => Rows["AUTHENTICATION_FAILURE"],
        403 => Rows.GetValueOrDefault(refusal.Name),
        429 => Rows["RATE_LIMIT_REACHED"],
        _ => null,
    };

    private static FrozenDictionary<string, ErrorRow> Build()
    {
        var rows = new Dictionary<string, ErrorRow>(StringComparer.Ordinal)
        {
            ["RATE_LIMIT_REACHED"] = new(FaultBlame.Channel, Verdict.Refused, Verdict.Unknown, Verdict.Later),
            ["ORDER_NOT_APPROVED"] = new(FaultBlame.Payer, Verdict.Unknown, Verdict.BuyerActs, Verdict.Unknown),
            ["PAYER_ACTION_REQUIRED"] = new(FaultBlame.Payer, Verdict.Unknown, Verdict.BuyerActs, Verdict.Unknown),
            ["MAX_CAPTURE_AMOUNT_EXCEEDED"] = new(FaultBlame.Request, Verdict.Unknown, Verdict.StillPayable, Verdict.Unknown),
            ["REFUND_FAILED_INSUFFICIENT_FUNDS"] = new(FaultBlame.Us, Verdict.Unknown, Verdict.Unknown, Verdict.Later),
            ["PENDING_CAPTURE"] = new(FaultBlame.Channel, Verdict.Unknown, Verdict.Unknown, Verdict.Later),
        };
        foreach (var code in s_proveNothing) rows[code] = new(FaultBlame.Channel, Verdict.Unknown, Verdict.Unknown, Verdict.Unknown);
        foreach (var code in s_ours) rows[code] = new(FaultBlame.Us, Verdict.Refused, Verdict.Unknown, Verdict.Later);
        foreach (var code in s_request) rows[code] = new(FaultBlame.Request, Verdict.Refused, Verdict.Unknown, Verdict.Refused);
        foreach (var code in s_payer) rows[code] = new(FaultBlame.Payer, Verdict.Refused, Verdict.StillPayable, Verdict.Unknown);
        foreach (var code in s_refundRefused) rows[code] = new(FaultBlame.Request, Verdict.Unknown, Verdict.Unknown, Verdict.Refused);
        return rows.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
