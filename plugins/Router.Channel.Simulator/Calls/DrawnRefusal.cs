using Router.Abstractions;
using Router.Channel.Simulator.Settings;

namespace Router.Channel.Simulator.Calls;

// A refusal that the channel gives, signed; final unless it is ForNow.
internal sealed record DrawnRefusal(ChannelFault Why, bool ForNow = false)
{
    internal static DrawnRefusal? Of(string fault, TimeSpan delay) => fault switch
    {
        Fault.DeclinePayer => new(Answer(FaultBlame.Payer, "BALANCE_LOW", "The buyer's balance is too low.")),
        Fault.DeclineChannel => new(Answer(FaultBlame.Channel, "SYSTEM_ERROR", "The channel cannot do it now.")),
        Fault.DeclineRequest => new(Answer(FaultBlame.Request, "PARAM_ERROR", "A parameter is wrong.")),
        Fault.DeclineUs => new(Answer(FaultBlame.Us, "NO_AUTH", "The merchant has no permission.")),
        Fault.BrownOut => new(Answer(FaultBlame.Channel, "OVERLOADED", "The channel is overloaded.")),
        Fault.TooFrequent => new(Answer(FaultBlame.Channel, "TOO_FREQUENT", "Too many requests.", delay)),
        Fault.RefundBalanceLow => new(Answer(FaultBlame.Us, "NOT_ENOUGH", "The merchant's balance is too low."), ForNow: true),
        _ => null,
    };

    internal static DrawnRefusal Because(FaultBlame blame, string code, string text) => new(Answer(blame, code, text));

    private static ChannelFault Answer(FaultBlame blame, string code, string text, TimeSpan? rest = null) =>
        new(FaultStage.Answered, blame, code, text, rest);
}
