using System.Text.Json;
using Router.Abstractions;
using Router.Channel.PayPal.Orders;
using Router.Channel.PayPal.Refunds;

namespace Router.Channel.PayPal.Notifications;

/// <summary>
/// Reads a verified event: {id, event_type, resource}. What an event alone does not prove (a denial, a reversal, a void) is told as
/// Unknown, so that the engine asks by a query.
/// </summary>
internal sealed class EventReader(ChannelAccount account)
{
    public NotificationResult Read(JsonElement message)
    {
        var resource = message.Member("resource");
        var type = message.Text("event_type") ?? "";
        return type switch
        {
            "CHECKOUT.ORDER.APPROVED" or "CHECKOUT.ORDER.COMPLETED" => OfOrder(message, OrderView.Read(resource)),
            "PAYMENT.CAPTURE.COMPLETED" or "PAYMENT.CAPTURE.PENDING" or "PAYMENT.CAPTURE.DENIED" or "PAYMENT.CAPTURE.DECLINED"
                or "PAYMENT.CAPTURE.REVERSED" => OfCapture(message, type, PaymentPart.Read(resource)),
            "PAYMENT.AUTHORIZATION.CREATED" or "PAYMENT.AUTHORIZATION.VOIDED" => OfAuthorization(message, type, PaymentPart.Read(resource)),
            "PAYMENT.CAPTURE.REFUNDED" or "PAYMENT.REFUND.PENDING" or "PAYMENT.REFUND.COMPLETED" or "PAYMENT.REFUND.FAILED" =>
                OfRefund(message, type, PaymentPart.Read(resource)),
            _ => Nothing(),
        };
    }

    private NotificationResult OfOrder(JsonElement message, OrderView? order)
    {
        if (order is null) return NotificationResult.Rejected("the event shows no order");
        if (IsOthers(order.PayeeId)) return OfAnother();
        var number = order.ReferenceId is { } reference && reference != "default" ? reference : order.CustomId;
        var method = order.Intent == Methods.IntentOf(Methods.Authorize) ? Methods.Authorize : Methods.Redirect;
        var read = OrderReading.Read(order, method, new(), DateTimeOffset.MinValue);
        return About(message, number, read.Status is AttemptStatus.Paid or AttemptStatus.Pending ? read with { State = null } : Ask(order.Status));
    }

    private NotificationResult OfCapture(JsonElement message, string type, PaymentPart? capture)
    {
        if (capture is null) return NotificationResult.Rejected("the event shows no capture");
        if (IsOthers(capture.PayeeId)) return OfAnother();
        var status = StatusTable.Captures.GetValueOrDefault(capture.Status);
        var told = type switch
        {
            "PAYMENT.CAPTURE.COMPLETED" when status == AttemptStatus.Paid && capture.Amount is { Minor: > 0 } amount =>
                new QueryResult { Status = AttemptStatus.Paid, ChannelTransactionId = capture.Id, Captured = amount, PaidAt = capture.At },
            "PAYMENT.CAPTURE.PENDING" when status == AttemptStatus.Pending => new() { Status = AttemptStatus.Pending },
            _ => Ask(type),
        };
        return About(message, capture.CustomId ?? capture.InvoiceId, told);
    }

    private NotificationResult OfAuthorization(JsonElement message, string type, PaymentPart? authorization)
    {
        if (authorization is null) return NotificationResult.Rejected("the event shows no authorisation");
        if (IsOthers(authorization.PayeeId)) return OfAnother();
        var isHeld = type == "PAYMENT.AUTHORIZATION.CREATED" && StatusTable.Authorizations.GetValueOrDefault(authorization.Status) == AttemptStatus.Pending;
        return About(message, authorization.CustomId ?? authorization.InvoiceId, isHeld ? new() { Status = AttemptStatus.Pending } : Ask(type));
    }

    // A refund that was made in PayPal's console carries no number of ours: then the payment is asked about.
    private NotificationResult OfRefund(JsonElement message, string type, PaymentPart? refund)
    {
        if (refund is null) return NotificationResult.Rejected("the event shows no refund");
        if (IsOthers(refund.PayeeId)) return OfAnother();
        if (refund.InvoiceId is not { Length: > 0 } number || number == refund.CustomId) return About(message, refund.CustomId, Ask(type));
        return refund.CustomId is { Length: > 0 } attempt
            ? Verified(new NotificationEvent
            {
                MessageId = message.Text("id") ?? "",
                AttemptNumber = attempt,
                RefundNumber = number,
                Refund = RefundDesk.Of(refund),
            })
            : Nothing();
    }

    private bool IsOthers(string? merchantId) => merchantId is not null && merchantId != account.MerchantId;

    private static NotificationResult OfAnother() => NotificationResult.Rejected("the event is about another merchant");

    private static QueryResult Ask(string code) => QueryResult.Unknown(code, "The event alone does not prove what became of the payment.");

    private static NotificationResult About(JsonElement message, string? attemptNumber, QueryResult told) => attemptNumber is { Length: > 0 }
        ? Verified(new NotificationEvent { MessageId = message.Text("id") ?? "", AttemptNumber = attemptNumber, Attempt = told })
        : Nothing();

    private static NotificationResult Verified(NotificationEvent told) => new() { Verdict = NotificationVerdict.Verified, Events = [told] };

    private static NotificationResult Nothing() => new() { Verdict = NotificationVerdict.Verified };
}
