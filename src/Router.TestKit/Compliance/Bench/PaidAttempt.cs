using Router.Abstractions;

namespace Router.TestKit.Compliance.Bench;

/// <summary>An attempt that the channel says is paid.</summary>
internal sealed record PaidAttempt(Attempt Attempt, string TransactionId, Money Captured)
{
    public string Number => Attempt.Number;
}
