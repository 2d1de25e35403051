using Router.Abstractions;

namespace Router.Channel.Alipay;

/// <summary>What one code means to a payment and to a refund.</summary>
internal sealed record ErrorRow(string Code, FaultBlame Blame, PayMeaning Pay, RefundMeaning Refund)
{
    public bool IsRateLimit { get; init; }
}
