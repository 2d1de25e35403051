using System.Globalization;
using Router.Abstractions;

namespace Router.Channel.WeChatPay.Wire;

/// <summary>How far a call came.</summary>
internal enum ReplyKind
{
    /// <summary>No byte can have reached WeChat Pay.</summary>
    NotSent,

    /// <summary>No answer that can be believed.</summary>
    Lost,

    /// <summary>HTTP 2xx, signed by WeChat Pay.</summary>
    Ok,

    /// <summary>HTTP 4xx.</summary>
    Refused,
}

/// <summary>What came of a call.</summary>
internal sealed record Reply
{
    public required ReplyKind Kind { get; init; }

    public int Status { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>False for a refusal that came without a signature.</summary>
    public bool IsSigned { get; init; }

    /// <summary>WeChat Pay's code, or a short code of the cause.</summary>
    public string Code { get; init; } = "";

    public string Message { get; init; } = "";

    public FaultBlame Blame { get; init; } = FaultBlame.Channel;

    public FaultStage Stage { get; init; } = FaultStage.AfterSend;

    public TimeSpan? RetryAfter { get; init; }

    public ChannelFault Fault => new(Stage, Blame, Code, Message, RetryAfter);

    public static Reply NotSent(FaultBlame blame, string code, string message) =>
        new() { Kind = ReplyKind.NotSent, Stage = FaultStage.BeforeSend, Blame = blame, Code = code, Message = message };

    public static Reply Lost(string code, string message, FaultBlame blame = FaultBlame.Channel) =>
        new() { Kind = ReplyKind.Lost, Code = code, Message = message, Blame = blame };

    public static string HttpCode(int status) => string.Create(CultureInfo.InvariantCulture, $"HTTP_{status}");
}
