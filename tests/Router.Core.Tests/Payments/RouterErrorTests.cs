using Router.Core.Payments;

namespace Router.Core.Tests.Payments;

/// Every error of the engine: callers' programs read code and status, people the sentence.
public class RouterErrorTests
{
    [Fact]
    public void The_table_is_stable() => new[]
    {
        RouterError.Invalid("amount", "m"), RouterError.NoKey(), RouterError.SecondOperator("m"), RouterError.PaymentNotFound("p1"), RouterError.RefundNotFound("r1"),
        RouterError.AccountNotFound("a1"), RouterError.PaymentArchived("p1"), RouterError.CaseNotFound("p1", 2), RouterError.KeyReused(), RouterError.NumberTaken("p1", "paying"),
        RouterError.NumberArchived(), RouterError.Busy(), RouterError.WrongState("m"), RouterError.CannotClose("m"), RouterError.AlreadyPaid(), RouterError.RefundRefused("m"),
        RouterError.RefundNumberTaken("r1"), RouterError.CaseRefused("m"), RouterError.ChannelUnavailable("why"), RouterError.BillNotReady("m"), RouterError.Unsupported("m"),
        RouterError.StoreUnavailable("m"), RouterError.Stopping(), RouterError.Overloaded(),
    }.Select(e => $"{e.Code} {e.Status} {e.Field ?? "-"} {e.Message}").Should().Equal(
        "280001 400 amount m",
        "280002 400 Idempotency-Key Idempotency-Key is missing; send 1 to 64 printable characters that name this request.",
        "280102 403 - m",
        "280201 404 - There is no payment 'p1'.",
        "280202 404 - There is no refund 'r1'.",
        "280203 404 - There is no account 'a1' at that channel.",
        "280204 410 - Payment 'p1', which this request made, ended long ago and was archived. Nothing was sent.",
        "280205 404 - Payment 'p1' has no case 2.",
        "280301 422 Idempotency-Key This Idempotency-Key was used for another request; use a new key for a new request.",
        "280302 409 merchantOrderNo This merchantOrderNo belongs to payment p1, which is paying; only a failed or closed one frees it.",
        "280302 409 merchantOrderNo This merchantOrderNo belonged to another payment when this one was to be stored: one that was open just now, or a succeeded one that was archived.",
        "280303 409 - Another call is working on this order; try again in a few seconds.",
        "280304 409 - m",
        "280305 409 - m",
        "280306 409 - The payment has been paid; refund it instead.",
        "280307 409 amount m",
        "280308 409 merchantRefundNo This merchantRefundNo belongs to refund r1; use a new one.",
        "280309 409 - m",
        "280801 503 - The channel cannot be asked now: why. Try again later.",
        "280802 409 - m",
        "280803 422 - m",
        "280901 503 - m If the request was stored it will be finished; ask again with the same Idempotency-Key.",
        "280902 503 - The engine is stopping; ask again in a moment.",
        "280905 503 - So many calls are under way that no more are taken; nothing was stored and nothing sent. Ask again in a moment, with the same Idempotency-Key.");
}
