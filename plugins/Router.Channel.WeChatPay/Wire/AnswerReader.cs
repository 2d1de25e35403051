using Router.Abstractions;

namespace Router.Channel.WeChatPay.Wire;

/// <summary>Says what an answer is, by its HTTP status and after its signature was looked at.</summary>
internal static class AnswerReader
{
    // WeChat Pay names no time; its limits count by the second.
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(10);

    /// <param name="raw">The answer.</param>
    /// <param name="isSigned">True: signed by WeChat Pay. False: no signature at all.</param>
    public static Reply Read(RawAnswer raw, bool isSigned)
    {
        var (code, message) = Error(raw.Body);
        return raw.Status switch
        {
            >= 200 and < 300 when isSigned => new() { Kind = ReplyKind.Ok, Status = raw.Status, Body = raw.Body, IsSigned = true, Stage = FaultStage.Answered },
            >= 200 and < 300 => Reply.Lost("ANSWER_UNSIGNED", "The answer carries no signature."),
            >= 300 and < 400 => Reply.Lost("REDIRECT", "The host answered with a redirect, which is never followed."),
            >= 400 and < 500 => new()
            {
                Kind = ReplyKind.Refused,
                Status = raw.Status,
                Body = raw.Body,
                IsSigned = isSigned,
                Stage = FaultStage.Answered,
                Code = code ?? Reply.HttpCode(raw.Status),
                Message = message ?? "",
                RetryAfter = raw.Status == 429 ? s_rest : null,
            },
            _ => Reply.Lost(code ?? Reply.HttpCode(raw.Status), message ?? "The channel failed."),
        };
    }

    private static (string? Code, string? Message) Error(ReadOnlyMemory<byte> body)
    {
        using var document = body.IsEmpty ? null : JsonFields.Parse(body);
        return document is null ? (null, null) : (JsonFields.Text(document.RootElement, "code"), JsonFields.Text(document.RootElement, "message"));
    }
}
