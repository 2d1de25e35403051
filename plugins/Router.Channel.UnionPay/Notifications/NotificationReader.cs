using Router.Abstractions;
using Router.Channel.UnionPay.Orders;
using Router.Channel.UnionPay.Refunds;
using Router.Channel.UnionPay.Settings;
using Router.Channel.UnionPay.Signing;
using Router.Channel.UnionPay.Wire;

namespace Router.Channel.UnionPay.Notifications;

/// <summary>
/// Reads the form that UnionPay posts to backUrl. Its signature covers merId, so it proves the account; it names no time of sending, so an
/// old notification verifies for ever and says the same again.
/// </summary>
internal sealed class NotificationReader(UnionPaySettings settings, MessageVerifier verifier)
{
    private const int BodyMax = 64 * 1024;
    private static readonly NotificationReply s_ok = new(200, "text/plain", "ok");

    public NotificationResult Read(InboundNotification notification)
    {
        if (notification.Body.Length is 0 or > BodyMax) return NotificationResult.Rejected("The body is empty or longer than any notification.");
        if (FormText.Parse(notification.Body.Span) is not { } fields) return NotificationResult.Rejected("The body is no form, or one that could be read in two ways.");
        if (verifier.Fault(fields) is { } fault) return NotificationResult.Rejected($"It cannot be believed: {fault}.");
        var message = new Answer(fields);
        if (message["origRespCode"].Length > 0) return NotificationResult.Rejected("It is the answer to a query, whose respCode tells of the query alone.");
        if (message["merId"] != settings.MerchantId) return NotificationResult.Rejected("It is for another merId.");
        return new() { Verdict = NotificationVerdict.Verified, Events = [.. Events(message)], Acknowledge = s_ok };
    }

    private static IEnumerable<NotificationEvent> Events(Answer message)
    {
        var number = message["orderId"];
        if (number.Length == 0) yield break;
        if (message["txnType"] == "01")
        {
            yield return new()
            {
                MessageId = message["queryId"],
                MerchantId = message["merId"],
                AttemptNumber = number,
                Attempt = Payment(message),
            };
        }
        else if (message["txnType"] == "04")
        {
            yield return new()
            {
                MessageId = message["queryId"],
                MerchantId = message["merId"],
                AttemptNumber = message["reqReserved"],
                RefundNumber = number,
                Refund = Refund(message),
            };
        }
    }

    // A refusal is only news: whether the buyer may try again is for a query to tell. So is what became of a success with a flaw (A6).
    private static QueryResult Payment(Answer message) => StatusTable.OfPayment(message.Code) switch
    {
        _ when message.Code == ErrorTable.Flawed => new() { Status = AttemptStatus.Unknown, Fault = ErrorTable.Fault(message.Code, message.Message) },
        TransactionStatus.Succeeded => Queries.Paid(message, null),
        TransactionStatus.Open => new() { Status = AttemptStatus.Pending },
        _ => new() { Status = AttemptStatus.Unknown, Fault = ErrorTable.Fault(message.Code, message.Message) },
    };

    private static RefundResult Refund(Answer message) => StatusTable.OfRefund(message.Code) switch
    {
        TransactionStatus.Succeeded => RefundCalls.Succeeded(message),
        TransactionStatus.Open => RefundResult.Of(RefundOutcome.Processing),
        _ => RefundResult.Of(RefundOutcome.Unknown, ErrorTable.Fault(message.Code, message.Message)),
    };
}
