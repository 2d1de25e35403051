namespace Router.Core.Bills;

/// <summary>How a bill and our own record differ.</summary>
public enum DifferenceKind
{
    /// <summary>A line that cannot be what it says: no amount, no transaction id, a time far from its day.</summary>
    Unreadable,

    /// <summary>A line under a number that no payment of ours has, or under none.</summary>
    UnknownNumber,

    /// <summary>A line of what we did at another account, or under another attempt.</summary>
    WrongAccount,

    /// <summary>Captured there and not here.</summary>
    CapturedThere,

    /// <summary>Captured here and in no bill.</summary>
    CapturedHere,

    /// <summary>Two payment lines under one number.</summary>
    PaidTwice,

    /// <summary>Another amount than we recorded.</summary>
    Amount,

    /// <summary>Another currency.</summary>
    Currency,

    /// <summary>Another transaction id of the channel.</summary>
    TransactionId,

    /// <summary>Booked on a day far from ours.</summary>
    OtherDay,

    /// <summary>Money back there and not here.</summary>
    RefundedThere,

    /// <summary>Money back here and in no bill.</summary>
    RefundedHere,

    /// <summary>A refund of another amount.</summary>
    RefundAmount,

    /// <summary>Two lines for one refund.</summary>
    RefundedTwice,
}
