namespace Router.Core.Accounts;

/// <summary>What a call is for: a class of calls never takes the places of another.</summary>
public enum CallClass
{
    Pay,

    /// <summary>Queries and closes of payments, queries of refunds, probes.</summary>
    Query,
    Refund,
    Bill,

    /// <summary>Reading what a channel, or anyone else, has posted. It asks the channel nothing, so no rate bounds it.</summary>
    Notify,
}
