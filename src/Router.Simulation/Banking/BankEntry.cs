using Router.Abstractions;

namespace Router.Simulation.Banking;

internal enum EntryStatus
{
    /// <summary>Sent and not yet arrived; a request that was lost stays so for ever.</summary>
    OnTheWay,
    Lost,

    /// <summary>A page that the buyer has not opened: the channel does not know it yet.</summary>
    Hidden,
    Pending,
    Paid,
    Declined,
    Closed,
    Reversed,
}

/// <summary>One attempt in a channel's books: the truth, whatever the channel answers. Minor units.</summary>
internal sealed class BankEntry(string number, string orderNo, string account, string method, Money amount, DateTimeOffset? expiresAt)
{
    public string Number => number;
    public string OrderNo => orderNo;
    public string Account => account;
    public string Method => method;
    public Money Amount => amount;

    /// <summary>Null: the action never expires.</summary>
    public DateTimeOffset? ExpiresAt => expiresAt;
    public EntryStatus Status { get; set; }
    public int Sends { get; set; }
    public FaultBlame RefusedBy { get; set; }

    /// <summary>True where the refusal reached the engine as the answer to its pay call.</summary>
    public bool IsToldRefused { get; set; }
    public bool IsApproved { get; set; }

    /// <summary>Refused for good, or with an action that stays payable until it is closed.</summary>
    public bool WasRefused => Status == EntryStatus.Declined || MustClose;
    public bool MustClose { get; set; }
    public DateTimeOffset KnownSince { get; set; }
    public DateTimeOffset PaidAt { get; set; }

    /// <summary>When its status last changed, where it may not change again.</summary>
    public DateTimeOffset ChangedAt { get; set; }
    public long Captured { get; set; }
    public int Captures { get; set; }
    public long Returned { get; set; }

    /// <summary>Of what was given back once: the channel's own breach.</summary>
    public long CameBack { get; set; }

    /// <summary>True where money was taken after the channel had called it closed: the channel's own breach.</summary>
    public bool IsLate { get; set; }
    public HashSet<string> Steps { get; } = new(StringComparer.Ordinal);

    public string TransactionId => "tx" + number;

    public long Net => Captured - Returned;

    /// <summary>Whether it holds money or still can take it, as far as the channel keeps its word.</summary>
    public bool IsDangerous(DateTimeOffset now) => Status switch
    {
        EntryStatus.OnTheWay or EntryStatus.Hidden or EntryStatus.Pending => expiresAt is null || now < expiresAt,
        EntryStatus.Paid => Net > CameBack && !IsLate,
        _ => false,
    };

    public bool IsOver(DateTimeOffset now) => expiresAt is { } end && now >= end;
}

internal enum BankRefundStatus
{
    Processing,
    Succeeded,
    Failed,
}

/// <summary>One refund in a channel's books.</summary>
internal sealed class BankRefund(string number, string attempt, string key, Money amount, DateTimeOffset madeAt)
{
    public string Number => number;
    public string Attempt => attempt;

    /// <summary>What it is for: the merchant's own number, or the engine's word for an orphan.</summary>
    public string Key => key;
    public Money Amount => amount;
    public DateTimeOffset MadeAt => madeAt;
    public BankRefundStatus Status { get; set; }

    /// <summary>When it came back after it had succeeded; null: it has not.</summary>
    public DateTimeOffset? TurnedAt { get; set; }

    public bool HasTurned => TurnedAt is not null;
}
