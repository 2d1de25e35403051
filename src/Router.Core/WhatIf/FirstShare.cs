namespace Router.Core.WhatIf;

/// <summary>How often an account would be the first candidate.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Share">0 to 1.</param>
public sealed record FirstShare(string AccountId, double Share);
