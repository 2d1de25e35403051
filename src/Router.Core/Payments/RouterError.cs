namespace Router.Core.Payments;

/// <summary>Why something asked was not done. Nothing was changed unless it says so.</summary>
/// <param name="Code">Six digits, stable: docs/errors.md.</param>
/// <param name="Status">The HTTP status that fits.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Field">The first field that is wrong, as JSON path; null: none.</param>
public sealed record RouterError(string Code, int Status, string Message, string? Field = null)
{
    public static RouterError Invalid(string field, string message) => new("280001", 400, message, field);

    public static RouterError NoKey() =>
        new("280002", 400, "Idempotency-Key is missing; send 1 to 64 printable characters that name this request.", "Idempotency-Key");

    public static RouterError PaymentNotFound(string id) => new("280201", 404, $"There is no payment '{id}'.");

    public static RouterError RefundNotFound(string id) => new("280202", 404, $"There is no refund '{id}'.");

    public static RouterError AccountNotFound(string id) => new("280203", 404, $"There is no account '{id}' at that channel.");

    public static RouterError CaseNotFound(string paymentId, int number) => new("280205", 404, $"Payment '{paymentId}' has no case {number}.");

    public static RouterError KeyReused() =>
        new("280301", 422, "This Idempotency-Key was used for another request; use a new key for a new request.", "Idempotency-Key");

    public static RouterError NumberTaken(string paymentId, string state) =>
        new("280302", 409, $"This merchantOrderNo belongs to payment {paymentId}, which is {state}; only a failed or closed one frees it.", "merchantOrderNo");

    public static RouterError PaymentArchived(string id) =>
        new("280204", 410, $"Payment '{id}', which this request made, ended long ago and was archived. Nothing was sent.");

    public static RouterError NumberArchived() => new(
        "280302", 409, "This merchantOrderNo belonged to another payment when this one was to be stored: one that was open just now, or a succeeded one that was archived.",
        "merchantOrderNo");

    public static RouterError Busy() => new("280303", 409, "Another call is working on this order; try again in a few seconds.");

    public static RouterError WrongState(string message) => new("280304", 409, message);

    public static RouterError CannotClose(string message) => new("280305", 409, message);

    public static RouterError AlreadyPaid() => new("280306", 409, "The payment has been paid; refund it instead.");

    public static RouterError RefundRefused(string message) => new("280307", 409, message, "amount");

    public static RouterError RefundNumberTaken(string refundId) =>
        new("280308", 409, $"This merchantRefundNo belongs to refund {refundId}; use a new one.", "merchantRefundNo");

    public static RouterError CaseRefused(string message) => new("280309", 409, message);

    public static RouterError SecondOperator(string message) => new("280102", 403, message);

    public static RouterError ChannelUnavailable(string why) => new("280801", 503, $"The channel cannot be asked now: {why}. Try again later.");

    public static RouterError BillNotReady(string message) => new("280802", 409, message);

    public static RouterError Unsupported(string message) => new("280803", 422, message);

    public static RouterError StoreUnavailable(string message) =>
        new("280901", 503, $"{message} If the request was stored it will be finished; ask again with the same Idempotency-Key.");

    public static RouterError Overloaded() => new(
        "280905", 503, "So many calls are under way that no more are taken; nothing was stored and nothing sent. Ask again in a moment, with the same Idempotency-Key.");

    public static RouterError Stopping() => new("280902", 503, "The engine is stopping; ask again in a moment.");
}
