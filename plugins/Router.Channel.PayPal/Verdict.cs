namespace Router.Channel.PayPal;

/// <summary>What an error code proves of the operation it answers.</summary>
internal enum Verdict
{
    /// <summary>Nothing: a query has to tell.</summary>
    Unknown = 0,

    /// <summary>No money moved and none ever will under this number.</summary>
    Refused,

    /// <summary>No money moved, but the order or authorisation can still be charged: it must be closed.</summary>
    StillPayable,

    /// <summary>No money moved; the buyer has to act first.</summary>
    BuyerActs,

    /// <summary>Nothing happened; the same number may succeed later.</summary>
    Later,
}
