namespace Router.Core.WhatIf;

/// <summary>What would have to be different for an account to be the first candidate.</summary>
/// <param name="AccountId">The account that was asked for.</param>
/// <param name="IsFirst">True where it is the first already.</param>
/// <param name="ShareNow">How often it is the first as things are, over all seeds.</param>
/// <param name="Standing">Where it stands now, in words: its place, or why it is out.</param>
/// <param name="Proposals">The smallest first; each was planned anew and holds. Empty: none of up to two changes was found.</param>
/// <param name="PlansTried">How many changes were planned anew.</param>
/// <param name="WasCut">True where the search ended at its bound, so a change may exist that was not tried.</param>
public sealed record Counterfactual(
    string AccountId, bool IsFirst, double ShareNow, string Standing, IReadOnlyList<Proposal> Proposals, int PlansTried, bool WasCut);
