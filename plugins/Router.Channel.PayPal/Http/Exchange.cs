using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.PayPal.Http;

/// <summary>What came of one call: PayPal's answer, or the trouble that kept it away.</summary>
internal sealed record Exchange
{
    /// <summary>Why there is no believable answer; null where there is one.</summary>
    public ChannelFault? Trouble { get; init; }

    /// <summary>The status of the answer, below 500; 0 where there is none.</summary>
    public int Status { get; init; }

    /// <summary>The answer, an object; undefined where the body was empty.</summary>
    public JsonElement Body { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public bool IsOk => Trouble is null && Status is >= 200 and < 300;

    /// <summary>True where no byte of the call can have reached PayPal.</summary>
    public bool IsNotSent => Trouble is { Stage: FaultStage.BeforeSend };

    public static Exchange Lost(string code, string message, FaultBlame blame = FaultBlame.Channel) =>
        new() { Trouble = new(FaultStage.AfterSend, blame, code, message) };
}
