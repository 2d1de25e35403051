using Router.Abstractions;

namespace Router.AspNetCore.Views;

/// <summary>Why an attempt or a refund went wrong, in the channel's words.</summary>
internal sealed record FaultView(string Stage, string Blame, string Code, string Message)
{
    public static FaultView? Of(ChannelFault? fault) =>
        fault is null ? null : new(Words.Camel(fault.Stage), Words.Camel(fault.Blame), fault.RawCode, fault.RawMessage);
}
