namespace Router.Core.Orders;

/// <summary>What a payment order is. Succeeded, Failed and Closed are final and never change.</summary>
public enum PaymentState
{
    /// <summary>Stored; nothing has been sent.</summary>
    Created,

    /// <summary>The risk gate wants more from the buyer or a person; nothing has been sent.</summary>
    Challenged,

    /// <summary>An attempt is under way or payable.</summary>
    Paying,

    /// <summary>An attempt's outcome is unknown; the engine is finding out.</summary>
    InDoubt,

    /// <summary>The engine could not find out; a query, complete bills or two people decide.</summary>
    Suspense,

    /// <summary>Paid by exactly one attempt, in the amount and currency asked.</summary>
    Succeeded,

    /// <summary>Nothing can be paid, and something was refused or nothing could be tried.</summary>
    Failed,

    /// <summary>Ended unpaid by the caller, by expiry, by interruption or by reversal.</summary>
    Closed,
}

/// <summary>What a refund order is.</summary>
public enum RefundState
{
    /// <summary>Stored with its amount held; nothing has been sent.</summary>
    Created,

    /// <summary>Sent or accepted, not final.</summary>
    Processing,

    /// <summary>The outcome is unknown; the engine is finding out.</summary>
    InDoubt,

    /// <summary>The engine could not find out.</summary>
    Suspense,

    /// <summary>The money went back.</summary>
    Succeeded,

    /// <summary>Refused; the amount is free again.</summary>
    Failed,

    /// <summary>Ended by the channel without money going back; the amount is free again.</summary>
    Closed,
}

/// <summary>What an attempt is. Sending, Pending and Unknown are live: at most one attempt of an order may be.</summary>
public enum AttemptState
{
    /// <summary>Stored; its call may be under way.</summary>
    Sending,

    /// <summary>Payable or processing at the channel.</summary>
    Pending,

    /// <summary>Its outcome is unknown.</summary>
    Unknown,

    /// <summary>Money moved.</summary>
    Captured,

    /// <summary>Refused; no money moved and none can.</summary>
    Declined,

    /// <summary>Nothing reached the channel.</summary>
    NotSent,

    /// <summary>Confirmed closed; no money moved and none can.</summary>
    Closed,

    /// <summary>Money moved and went back whole by a reverse.</summary>
    Reversed,
}
