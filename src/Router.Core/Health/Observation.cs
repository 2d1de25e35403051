namespace Router.Core.Health;

/// <summary>What a pay or continue call tells of the account's health.</summary>
public enum Observation
{
    /// <summary>Nothing: our own limiter refused, the operation is unsupported, the call was cancelled before the send.</summary>
    NotObserved,

    /// <summary>x = 1: an authenticated answer in time (succeeded, pending, declined by payer or request).</summary>
    Good,

    /// <summary>x = 0: unknown, or declined by the channel.</summary>
    Bad,

    /// <summary>x = 0: nothing reached the channel, by the channel's or the network's doing.</summary>
    NotSent,

    /// <summary>Our own fault: health is untouched, three in a row mark the account Misconfigured.</summary>
    Us,
}
