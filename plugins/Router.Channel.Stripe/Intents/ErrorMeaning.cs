namespace Router.Channel.Stripe.Intents;

/// <summary>What an error of Stripe's proves.</summary>
internal enum ErrorMeaning
{
    /// <summary>Nothing: not in the table, or it says that something else may be going on.</summary>
    Doubtful,

    /// <summary>The request was refused and did nothing.</summary>
    Refused,

    /// <summary>It came too often and was not looked at.</summary>
    TooFrequent,

    /// <summary>An object that the request names does not exist.</summary>
    Missing,

    /// <summary>The intent is not in a state for this; only a look at it tells more.</summary>
    WrongState,

    /// <summary>Our balance does not reach for a refund; later it may.</summary>
    BalanceTooLow,

    /// <summary>There is nothing left to refund, be it by this number or another.</summary>
    NothingLeft,
}
