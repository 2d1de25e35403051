using Router.Abstractions;

namespace Router.Channel.WeChatPay;

/// <summary>What one code of WeChat Pay means for each operation. What a column does not say is Unknown.</summary>
/// <param name="Code">The code without underscores: the docs spell it both ways.</param>
/// <param name="Blame">Whose doing.</param>
/// <param name="Pay">For an order.</param>
/// <param name="Query">For a query of an order.</param>
/// <param name="Close">For a close.</param>
/// <param name="Refund">For a refund.</param>
/// <param name="RefundQuery">For a query of a refund.</param>
/// <param name="IsThrottle">True for "too frequent".</param>
/// <param name="RefundBlame">Whose doing a refused refund is, where it is not <paramref name="Blame"/>.</param>
internal sealed record ErrorRow(
    string Code,
    FaultBlame Blame,
    PayOutcome Pay = PayOutcome.Unknown,
    AttemptStatus Query = AttemptStatus.Unknown,
    CloseOutcome Close = CloseOutcome.Unknown,
    RefundOutcome Refund = RefundOutcome.Unknown,
    RefundOutcome RefundQuery = RefundOutcome.Unknown,
    bool IsThrottle = false,
    FaultBlame? RefundBlame = null)
{
    /// <summary>
    /// True for what WeChat Pay refuses before it looks at the order. Such an answer may come unsigned and is believed: no buyer can
    /// have got anything to pay with, and a refund is repeated under its own number.
    /// </summary>
    public bool IsBeforeOrder => Blame == FaultBlame.Us || IsThrottle;
}
