namespace Router.Channel.UnionPay;

/// <summary>What a queried transaction's own code says of it.</summary>
internal enum TransactionStatus
{
    /// <summary>Nothing that is proved.</summary>
    Unclear = 0,

    /// <summary>Money moved.</summary>
    Succeeded,

    /// <summary>Not final.</summary>
    Open,

    /// <summary>Refused; a payment's buyer may try again until payTimeout.</summary>
    Refused,
}
