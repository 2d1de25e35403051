using Router.Abstractions;

namespace Router.TestKit.Tests.Planting;

/// <summary>Mistakes about refunds and bills.</summary>
internal static class RefundMistakes
{
    private const string Bill = "a bill is NotReady before it is made, and then its lines are the book's";

    public static IEnumerable<Mistake> All =>
    [
        new("a lost answer to a refund is Failed", "a refund says only what is proved, whatever the wire does")
        {
            In = c => c.Refunded = (_, r) => r.Outcome == RefundOutcome.Unknown ? r with { Outcome = RefundOutcome.Failed, Fault = r.Fault! with { Stage = FaultStage.Answered } } : r,
        },
        new("a failed query of a refund is NotFound", "a query of a refund says only what is proved, whatever the wire does")
        {
            In = c => c.RefundQueried = r => r.Outcome == RefundOutcome.Unknown ? RefundResult.Of(RefundOutcome.NotFound) : r,
        },
        new("\"balance too low\" is Failed", "a refund that the merchant's balance cannot pay succeeds later under the same number")
        {
            In = c => c.Refunded = (_, r) => r.Outcome == RefundOutcome.RetryLater ? r with { Outcome = RefundOutcome.Failed } : r,
        },
        new("the payment's amount for the refund's", "two partial refunds go back exactly")
        {
            In = c => c.Refunded = (q, r) => r.Outcome == RefundOutcome.Succeeded ? r with { Refunded = q.Captured } : r,
        },
        new("a new refund number on a repeat", "a refund number sent twice is one refund and the same bytes")
        {
            In = c => c.Refunding = r => c.Shared.TryAdd(r.RefundNumber, c) ? r : r with { RefundNumber = r.RefundNumber[..^1] + "X" },
        },
        new("a refunded payment is Closed", "a whole refund goes back once, and the payment stays Paid")
        {
            In = c =>
            {
                c.Refunded = (q, r) =>
                {
                    c.Shared[q.AttemptNumber] = c;
                    return r;
                };
                c.Queried = (q, r) => c.Shared.ContainsKey(q.AttemptNumber) ? new() { Status = AttemptStatus.Closed } : r;
            },
        },
        new("more than was captured is cut to what was", "a refund of more than was captured fails and moves nothing")
        {
            In = c => c.Refunding = r => r.Amount.Minor > r.Captured.Minor ? r with { Amount = r.Captured } : r,
        },
        new("a refund that is not there is Failed", "a refund number that was never sent is NotFound")
        {
            In = c => c.RefundQueried = r => r.Outcome == RefundOutcome.NotFound ? RefundResult.Of(RefundOutcome.Failed, new(FaultStage.Answered, FaultBlame.Request, "NOT_FOUND", "")) : r,
        },
        new("refunds by double", "refunded amounts are exact in every currency")
        {
            In = c => c.Refunding = r => r with { Amount = r.Amount with { Minor = (long)(r.Amount.Minor / Math.Pow(10, r.Amount.Currency.Exponent) * Math.Pow(10, r.Amount.Currency.Exponent)) } },
        },
        new("a bill drops refunds", Bill) { In = c => c.Billed = r => r with { Lines = Only(r.Lines, BillLineKind.Payment) } },
        new("a bill that is not ready is empty", Bill)
        {
            In = c => c.Billed = r => r.Status == BillStatus.NotReady ? new() { Status = BillStatus.Ready, Lines = Only(null, BillLineKind.Other) } : r,
        },
        new("a bill that cannot be had is empty", "a bill whose download goes wrong is not believed")
        {
            In = c => c.Billed = r => r.Status == BillStatus.Unknown ? new() { Status = BillStatus.Ready, Lines = Only(null, BillLineKind.Other) } : r,
        },
    ];

    private static async IAsyncEnumerable<BillLine> Only(IAsyncEnumerable<BillLine>? lines, BillLineKind kind)
    {
        if (lines is null) yield break;
        await foreach (var line in lines)
            if (line.Kind == kind) yield return line;
    }
}
