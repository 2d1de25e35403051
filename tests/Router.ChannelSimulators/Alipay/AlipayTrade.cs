using Router.Abstractions;

namespace Router.ChannelSimulators.Alipay;

/// <summary>A trade in Alipay's book.</summary>
internal sealed class AlipayTrade
{
    public required AlipayMerchant Merchant { get; init; }

    public required string Number { get; init; }

    public required string TradeNo { get; init; }

    public required Money Amount { get; init; }

    public required string Subject { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public string NotifyUrl { get; init; } = "";

    public string Status { get; set; } = "WAIT_BUYER_PAY";

    public DateTimeOffset? PaidAt { get; set; }

    public bool IsReversed { get; set; }

    public List<AlipayRefund> Refunds { get; } = [];

    public long RefundedFen => Refunds.Sum(refund => refund.Amount.Minor);

    public void Age(DateTimeOffset now)
    {
        if (Status == "WAIT_BUYER_PAY" && now >= ExpiresAt) Status = "TRADE_CLOSED";
    }
}
