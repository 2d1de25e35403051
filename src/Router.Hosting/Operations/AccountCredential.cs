using Router.Abstractions;

namespace Router.Hosting.Operations;

/// <summary>A certificate or key of an account that ends some day, as its plugin tells it.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="Credential">What.</param>
public sealed record AccountCredential(string AccountId, Credential Credential);
