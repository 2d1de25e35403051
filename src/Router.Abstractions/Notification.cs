namespace Router.Abstractions;

/// <summary>A notification as it arrived: nothing decoded, nothing trusted.</summary>
/// <param name="Body">The exact bytes; at most 256 KiB.</param>
/// <param name="Headers">The headers, names lower case, several values joined by ", ".</param>
/// <param name="Query">The raw query string without the question mark.</param>
public sealed record InboundNotification(ReadOnlyMemory<byte> Body, IReadOnlyDictionary<string, string> Headers, string Query);

/// <summary>Whether a notification may be believed.</summary>
public enum NotificationVerdict
{
    /// <summary>Not from the channel, or not readable. It changes nothing.</summary>
    Rejected = 0,

    /// <summary>Signed by the channel for this account.</summary>
    Verified,

    /// <summary>The key to check it with could not be had now. It is not acknowledged, so that the channel repeats it.</summary>
    KeyUnavailable,
}

/// <summary>The answer that the channel expects over HTTP.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="ContentType">The content type; null for an empty body.</param>
/// <param name="Body">The body.</param>
public sealed record NotificationReply(int StatusCode, string? ContentType = null, string Body = "");

/// <summary>The answer to <see cref="IChannel.ParseNotificationAsync"/>.</summary>
public sealed record NotificationResult
{
    /// <summary>Whether it may be believed.</summary>
    public required NotificationVerdict Verdict { get; init; }

    /// <summary>What it says, for Verified; empty where it concerns nothing that the engine keeps.</summary>
    public IReadOnlyList<NotificationEvent> Events { get; set; } = [];

    /// <summary>The channel's own acknowledgement, sent only after what it says is stored.</summary>
    public NotificationReply Acknowledge { get; set; } = new(200);

    /// <summary>The answer that makes the channel send it again.</summary>
    public NotificationReply Refuse { get; set; } = new(500);

    /// <summary>Why it was not verified, without secrets; for the log.</summary>
    public string? Reason { get; init; }

    /// <summary>Not to be believed.</summary>
    /// <param name="reason">Why, without secrets.</param>
    public static NotificationResult Rejected(string reason) =>
        new() { Verdict = NotificationVerdict.Rejected, Reason = reason, Refuse = new(400) };
}

/// <summary>One thing that a verified notification says.</summary>
public sealed record NotificationEvent
{
    /// <summary>The channel's id of the message, for the log; may be empty.</summary>
    public string MessageId { get; set; } = "";

    /// <summary>The merchant id the message names; compared with <see cref="ChannelAccount.MerchantId"/>. Null where the scheme proves the account.</summary>
    public string? MerchantId { get; init; }

    /// <summary>The attempt it is about.</summary>
    public required string AttemptNumber { get; init; }

    /// <summary>What it says of the attempt, in the form of a query's answer; null where it is about a refund alone.</summary>
    public QueryResult? Attempt { get; init; }

    /// <summary>The refund it is about; null where it is about the attempt alone.</summary>
    public string? RefundNumber { get; init; }

    /// <summary>What it says of the refund.</summary>
    public RefundResult? Refund { get; init; }
}
