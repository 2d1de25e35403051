using Router.Abstractions;

namespace Router.Core.Telemetry;

/// <summary>Why a call to a channel failed, in few words that never grow with what channels write. Pure.</summary>
public static class ErrorType
{
    /// <returns>Our own word where the engine gave up; otherwise whose fault it is; null where the call did not fail.</returns>
    public static string? Of(string outcome, ChannelFault? fault) => outcome is not ("Unknown" or "NotSent")
        ? null
        : fault?.RawCode switch
        {
            "timeout" => "timeout",
            "exception" => "exception",
            "contract" => "contract",
            "cancelled" => "cancelled",
            "send-by" => "send-by",
            _ => fault?.Blame switch
            {
                FaultBlame.Payer => "payer",
                FaultBlame.Request => "request",
                FaultBlame.Channel => "channel",
                FaultBlame.Network => "network",
                FaultBlame.Us => "us",
                _ => "_OTHER",
            },
        };
}
