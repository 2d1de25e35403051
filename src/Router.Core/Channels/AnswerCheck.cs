using Router.Abstractions;

namespace Router.Core.Channels;

/// <summary>
/// Holds a plugin's answer to its contract while the plugin's own deadline still runs, and takes over what it gave: afterwards no
/// collection of the plugin's is left in it. Pure.
/// </summary>
public static class AnswerCheck
{
    private const int CodeMax = 64, MessageMax = 256, IdMax = 256, ContentMax = 64 * 1024, FieldsMax = 256, EventsMax = 1000;
    private static readonly DateTimeOffset s_earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <returns>The answer, its texts cut to what is kept.</returns>
    /// <exception cref="BrokenContractException">It is not one that the contract allows.</exception>
    public static T Kept<T>(T? answer, DateTimeOffset now) => answer switch
    {
        ChannelResult result => (T)(object)Kept(result, now),
        QueryResult result => (T)(object)Kept(result),
        CloseResult result => (T)(object)Kept(result),
        RefundResult result => (T)(object)Kept(result),
        NotificationResult result => (T)(object)Kept(result),
        ChannelFault fault => (T)(object)Kept(fault)!,
        null when typeof(T) == typeof(ChannelFault) => answer!,
        null => throw new BrokenContractException("it answered null"),
        _ => answer,
    };

    /// <returns>How the answer breaks the contract; null: it does not.</returns>
    public static string? Fault(ChannelResult result) => result switch
    {
        _ when !Enum.IsDefined(result.Outcome) => "an outcome that does not exist",
        { Outcome: PayOutcome.Succeeded, ChannelTransactionId: not { Length: > 0 and <= IdMax } } => "Succeeded without a channel transaction id",
        { Outcome: PayOutcome.Succeeded, Captured: not { Minor: > 0 } } => "Succeeded without a captured amount above zero",
        { Outcome: PayOutcome.Succeeded, Captured.Currency.Code: not { Length: 3 } } => "Succeeded without a currency",
        { Outcome: PayOutcome.Declined, Fault: not { Stage: FaultStage.Answered } } => "Declined without a fault of stage Answered",
        { Outcome: PayOutcome.NotSent, Fault: not { Stage: FaultStage.BeforeSend } } => "NotSent without a fault of stage BeforeSend",
        { Outcome: PayOutcome.Unsupported, Fault: not (null or { Stage: FaultStage.BeforeSend }) } => "Unsupported with a fault of something sent",
        { Outcome: PayOutcome.Declined or PayOutcome.NotSent or PayOutcome.Unsupported, Captured.Minor: > 0 } => "a refusal that names a captured amount",
        { Outcome: PayOutcome.Pending, MustClose: true, Fault: null } => "a refusal that must be closed without a fault",
        { Outcome: PayOutcome.Unknown, Fault: null } => "Unknown without a fault",
        _ => Fault(result.Fault) ?? Fault(result.Action) ?? Id(result.ChannelTransactionId),
    };

    private static ChannelResult Kept(ChannelResult result, DateTimeOffset now)
    {
        Refuse(Fault(result));
        var over = now - TimeSpan.FromDays(1);
        if (result.Outcome == PayOutcome.Pending && (result.PayableUntil < over || result.Action?.ExpiresAt < over))
            throw new BrokenContractException("Pending and payable until a time that is long over");
        return result with { Fault = Kept(result.Fault), Action = Kept(result.Action), PaidAt = Kept(result.PaidAt) };
    }

    private static QueryResult Kept(QueryResult result)
    {
        Refuse(result switch
        {
            _ when !Enum.IsDefined(result.Status) => "a status that does not exist",
            { Status: AttemptStatus.Paid, ChannelTransactionId: not { Length: > 0 and <= IdMax } } => "Paid without a channel transaction id",
            { Status: AttemptStatus.Paid or AttemptStatus.Reversed, Captured: not { Minor: > 0, Currency.Code.Length: 3 } } => "Paid or Reversed without an amount",
            { Status: AttemptStatus.Declined or AttemptStatus.NotFound or AttemptStatus.Unsupported, Captured.Minor: > 0 } => "a refusal that names a captured amount",
            { Status: AttemptStatus.Pending, PayableUntil: { } until } when until < s_earliest => "payable until a time that never was",
            _ => Fault(result.Fault) ?? Fault(result.Action) ?? Id(result.ChannelTransactionId),
        });
        return result with { Fault = Kept(result.Fault), Action = Kept(result.Action), PaidAt = Kept(result.PaidAt) };
    }

    private static CloseResult Kept(CloseResult result)
    {
        Refuse(result switch
        {
            _ when !Enum.IsDefined(result.Outcome) => "an outcome that does not exist",
            { Outcome: CloseOutcome.Reversed, Reversed: not { Minor: > 0, Currency.Code.Length: 3 } } => "Reversed without an amount",
            { Outcome: CloseOutcome.Closed or CloseOutcome.NotFound, Reversed.Minor: > 0 } => "Closed unpaid and an amount that went back",
            _ => Fault(result.Fault) ?? Id(result.ChannelTransactionId),
        });
        return result with { Fault = Kept(result.Fault) };
    }

    private static RefundResult Kept(RefundResult result)
    {
        Refuse(result switch
        {
            _ when !Enum.IsDefined(result.Outcome) => "an outcome that does not exist",
            { Outcome: RefundOutcome.Succeeded, Refunded: not { Minor: > 0, Currency.Code.Length: 3 } } => "Succeeded without a refunded amount",
            { Outcome: RefundOutcome.NotSent, Fault: not { Stage: FaultStage.BeforeSend } } => "NotSent without a fault of stage BeforeSend",
            { Outcome: RefundOutcome.Failed, Fault: not { Stage: FaultStage.Answered } } => "Failed without a fault of stage Answered",
            { Outcome: RefundOutcome.Failed or RefundOutcome.Closed or RefundOutcome.NotSent or RefundOutcome.Unsupported, Refunded.Minor: > 0 } =>
                "a refusal that names a refunded amount",
            _ => Fault(result.Fault) ?? Id(result.ChannelRefundId),
        });
        return result with { Fault = Kept(result.Fault), RefundedAt = Kept(result.RefundedAt) };
    }

    private static NotificationResult Kept(NotificationResult result)
    {
        Refuse(result switch
        {
            _ when !Enum.IsDefined(result.Verdict) => "a verdict that does not exist",
            { Events: null } => "no list of events",
            { Acknowledge: null } or { Refuse: null } => "no reply",
            { Events.Count: > EventsMax } => "more than a thousand events",
            _ => Fault(result.Acknowledge) ?? Fault(result.Refuse),
        });
        var events = new List<NotificationEvent>();
        foreach (var told in result.Events!)
        {
            if (told?.AttemptNumber is null) throw new BrokenContractException("an event without an attempt number");
            if (events.Count == EventsMax) throw new BrokenContractException("more than a thousand events");
            events.Add(told with { Attempt = Believed(told.Attempt), Refund = Believed(told.Refund) });
        }

        return new() { Verdict = result.Verdict, Events = events, Acknowledge = result.Acknowledge!, Refuse = result.Refuse!, Reason = Cut(result.Reason, MessageMax) };
    }

    // Nonsense proves nothing, and the channel must be asked: a "paid" without its proof says just that, of settled attempts too.
    private static QueryResult? Believed(QueryResult? told)
    {
        try
        {
            return told is null ? null : Kept(told);
        }
        catch (BrokenContractException)
        {
            return new() { Status = AttemptStatus.Paid };
        }
    }

    private static RefundResult? Believed(RefundResult? told)
    {
        try
        {
            return told is null ? null : Kept(told);
        }
        catch (BrokenContractException broken)
        {
            return RefundResult.Unknown("contract", broken.Message);
        }
    }

    private static string? Fault(NotificationReply reply) => reply switch
    {
        { StatusCode: < 200 or > 599 } => "a reply with a status that HTTP does not have",
        { Body: null or { Length: > ContentMax } } => "a reply without a body, or with too long a one",
        { ContentType: { } type } when type.Length > IdMax || HasControl(type) => "a reply of no content type",
        _ => null,
    };

    private static string? Fault(ChannelFault? fault) =>
        fault is not null && (!Enum.IsDefined(fault.Blame) || !Enum.IsDefined(fault.Stage)) ? "a fault of no known stage or blame" : null;

    private static string? Fault(PayAction? action) => action switch
    {
        null => null,
        _ when !Enum.IsDefined(action.Kind) => "an action of no known kind",
        { Content: null or { Length: > ContentMax } } => "an action without content, or with too much",
        { Fields.Count: > FieldsMax } => "an action with too many fields",
        _ => null,
    };

    private static string? Id(string? id) => id is not null && (id.Length > IdMax || HasControl(id)) ? "an id that no channel gives" : null;

    private static bool HasControl(string text)
    {
        foreach (var letter in text)
            if (char.IsControl(letter)) return true;
        return false;
    }

    private static PayAction? Kept(PayAction? action)
    {
        if (action?.Fields is not { } given) return action;
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var length = 0;
        foreach (var (name, value) in given)
        {
            if (name is null || value is null) throw new BrokenContractException("an action with a field that is null");
            length += name.Length + value.Length;
            if (fields.Count == FieldsMax || length > ContentMax) throw new BrokenContractException("an action with too many fields");
            fields[name] = value;
        }

        return action with { Fields = fields };
    }

    private static ChannelFault? Kept(ChannelFault? fault) =>
        fault is null ? null : fault with { RawCode = Cut(fault.RawCode, CodeMax) ?? "", RawMessage = Cut(fault.RawMessage, MessageMax) ?? "" };

    // A time that cannot be is not known; it takes nothing from what is proved beside it.
    private static DateTimeOffset? Kept(DateTimeOffset? time) => time < s_earliest || time > s_latest ? null : time;

    private static string? Cut(string? text, int length) => text is null || text.Length <= length ? text : text[..length];

    private static void Refuse(string? how)
    {
        if (how is not null) throw new BrokenContractException(how);
    }
}
