using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.Acme;

/// <summary>How far a request came.</summary>
internal enum AcmeReach
{
    /// <summary>Nothing can have arrived.</summary>
    NotSent,

    /// <summary>It may have arrived and nothing believable came back.</summary>
    Silent,

    /// <summary>Signed by Acme for this merchant: an error of <see cref="ErrorTable"/> or one that nobody lists.</summary>
    Refused,

    /// <summary>Signed by Acme for this merchant.</summary>
    Answered,
}

/// <summary>What came of a request.</summary>
internal sealed record AcmeAnswer(AcmeReach Reach, string Code, string Message, JsonElement Json = default, byte[]? Body = null, TimeSpan? RetryAfter = null)
{
    public string? Text(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public DateTimeOffset? Time(string name) =>
        Json.TryGetProperty(name, out var value) && value.TryGetInt64(out var seconds) && seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>The amount as the provider says it; null where it says none that can be read exactly.</summary>
    public Money? Amount() =>
        Currency.TryParse(Text("currency"), out var currency) && Money.TryParseMajor(Text("amount"), currency, out var money) && money.Minor > 0 ? money : null;

    /// <summary>The fault of an answer that proves nothing.</summary>
    public ChannelFault Fault(FaultBlame blame = FaultBlame.Channel) => new(Reach switch
    {
        AcmeReach.NotSent => FaultStage.BeforeSend,
        AcmeReach.Silent => FaultStage.AfterSend,
        _ => FaultStage.Answered,
    }, blame, Code, Message, RetryAfter);
}
