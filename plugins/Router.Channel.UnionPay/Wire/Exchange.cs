using Router.Abstractions;

namespace Router.Channel.UnionPay.Wire;

/// <summary>What a call gave: UnionPay's own verified words, or why there are none.</summary>
internal sealed record Exchange(Answer? Answer, ChannelFault? Fault)
{
    public static Exchange NotSent(string code, string message) => new(null, new(FaultStage.BeforeSend, FaultBlame.Network, code, message));

    public static Exchange Unproved(string code, string message) => new(null, new(FaultStage.AfterSend, FaultBlame.Channel, code, message));
}
