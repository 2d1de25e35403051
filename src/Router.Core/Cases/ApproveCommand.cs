namespace Router.Core.Cases;

/// <summary>Another operator approves the proposal that he has read.</summary>
/// <param name="PaymentId">The order.</param>
/// <param name="CaseNumber">The case's place on its order, from 1.</param>
/// <param name="Proposal">The proposal's place on the case, from 1: it must be the last.</param>
/// <param name="By">Who.</param>
public sealed record ApproveCommand(string PaymentId, int CaseNumber, int Proposal, Operator By);
