using Router.Abstractions;

namespace Router.ChannelSimulators.Alipay;

/// <summary>A refund in Alipay's book.</summary>
internal sealed record AlipayRefund(string Number, Money Amount, DateTimeOffset At);
