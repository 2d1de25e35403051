using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.Alipay.Calls;

/// <summary>What came of a call: an authentic answer, or why there is none.</summary>
internal sealed record Answer
{
    private static readonly JsonElement s_empty = JsonElement.Parse("{}");

    /// <summary>Answered only for what Alipay's signature proves.</summary>
    public required FaultStage Stage { get; init; }

    /// <summary>Alipay's code ("10000", …), or ours where there is no authentic answer.</summary>
    public required string Code { get; init; }

    public string SubCode { get; init; } = "";

    public string Message { get; init; } = "";

    /// <summary>The inner object; empty where there is no authentic answer.</summary>
    public JsonElement Body { get; init; } = s_empty;

    public bool IsAuthentic => Stage == FaultStage.Answered;

    public bool IsSuccess => IsAuthentic && Code == "10000";

    /// <summary>The code that decides: the business one where there is one.</summary>
    public string Deciding => SubCode.Length > 0 ? SubCode : Code;

    public string? Text(string name) =>
        Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>An amount in yuan; null where there is none or it is no exact one.</summary>
    public Money? Yuan(string name) =>
        Text(name) is { } text && Money.TryParseMajor(text, Currency.CNY, out var money) ? money : null;

    public static Answer Unproved(string code, string message) => new() { Stage = FaultStage.AfterSend, Code = code, Message = message };

    public static Answer NotSent(string code, string message) => new() { Stage = FaultStage.BeforeSend, Code = code, Message = message };
}
