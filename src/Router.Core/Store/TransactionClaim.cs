namespace Router.Core.Store;

/// <summary>A channel's transaction that has paid a payment. One transaction pays one payment.</summary>
/// <param name="AccountId">The account whose money it is.</param>
/// <param name="TransactionId">The channel's id.</param>
public sealed record TransactionClaim(string AccountId, string TransactionId);
