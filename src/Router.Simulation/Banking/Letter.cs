using System.Globalization;
using System.Text;
using Router.Abstractions;

namespace Router.Simulation.Banking;

/// <summary>A notification on its way: "signature|attempt|refund|status|minor|transaction".</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Refund">The refund; empty: about the attempt.</param>
/// <param name="Status">An attempt's or a refund's status, by name.</param>
/// <param name="Minor">The amount.</param>
/// <param name="Transaction">The channel's id.</param>
/// <param name="IsSigned">False: somebody else wrote it.</param>
internal sealed record Letter(string Attempt, string Refund, string Status, long Minor, string Transaction, bool IsSigned = true)
{
    private static readonly Dictionary<string, string> s_noHeaders = [];

    public InboundNotification Sealed() => new(
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(IsSigned ? "ok" : "bad")}|{Attempt}|{Refund}|{Status}|{Minor}|{Transaction}")),
        s_noHeaders, "");

    public static NotificationResult Read(InboundNotification notification, string account, bool isWeak)
    {
        var parts = Encoding.ASCII.GetString(notification.Body.Span).Split('|');
        if (parts.Length != 6 || (parts[0] != "ok" && !isWeak)) return NotificationResult.Rejected("not signed");
        var amount = new Money(long.Parse(parts[4], CultureInfo.InvariantCulture), Currency.CNY);
        return new()
        {
            Verdict = NotificationVerdict.Verified,
            Events =
            [
                new()
                {
                    AttemptNumber = parts[1],
                    MerchantId = "m-" + account,
                    RefundNumber = parts[2].Length > 0 ? parts[2] : null,
                    Attempt = parts[2].Length > 0 ? null : OfAttempt(parts[3], amount, parts[5]),
                    Refund = parts[2].Length > 0 ? OfRefund(parts[3], amount, parts[5]) : null,
                },
            ],
        };
    }

    private static QueryResult OfAttempt(string status, Money amount, string transaction)
    {
        var said = Enum.Parse<AttemptStatus>(status);
        return new()
        {
            Status = said,
            Captured = said is AttemptStatus.Paid or AttemptStatus.Reversed ? amount : null,
            ChannelTransactionId = transaction,
            ReadyToContinue = said == AttemptStatus.Pending,
            Fault = said == AttemptStatus.Declined ? new(FaultStage.Answered, FaultBlame.Payer, "declined", "declined") : null,
        };
    }

    private static RefundResult OfRefund(string status, Money amount, string id) => Enum.Parse<RefundOutcome>(status) == RefundOutcome.Succeeded
        ? RefundResult.Succeeded(id, amount)
        : RefundResult.Of(RefundOutcome.Failed, new(FaultStage.Answered, FaultBlame.Request, "refused", "refused"));
}
