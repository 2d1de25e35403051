namespace Router.Core.Orders;

/// <summary>One operator's proposal, and the other's approval. Kept on the order for good.</summary>
/// <param name="Decision">What he proposes.</param>
/// <param name="Reason">Why.</param>
/// <param name="Evidence">What he saw, and where it can be seen again.</param>
/// <param name="TransactionId">The channel's id of the capture or refund; null: the one known already, or none.</param>
/// <param name="By">The operator's name.</param>
/// <param name="At">When.</param>
/// <param name="ApprovedBy">The other operator's name; null: not approved.</param>
/// <param name="ApprovedAt">When.</param>
/// <param name="Seen">How the case stood when it was proposed: approved only while it stands like that.</param>
/// <param name="KnowsStillPayable">For NotPaid: the channel never ends the attempt by itself, and he who proposed knew it.</param>
public sealed record CaseProposal(
    CaseDecision Decision, string Reason, string Evidence, string? TransactionId, string By, DateTimeOffset At, string? ApprovedBy = null,
    DateTimeOffset? ApprovedAt = null, string? Seen = null, bool KnowsStillPayable = false);
