using Router.Core.Orders;

namespace Router.AspNetCore.Views;

/// <summary>One operator's proposal, and the other's approval where there is one.</summary>
internal sealed record ProposalView(
    int Number, string Decision, string Reason, string Evidence, string? TransactionId, string By, DateTimeOffset At, string? ApprovedBy,
    DateTimeOffset? ApprovedAt, bool? StillPayable)
{
    public static ProposalView Of(CaseProposal proposal, int place) => new(
        place + 1, Words.Camel(proposal.Decision), proposal.Reason, proposal.Evidence, proposal.TransactionId, proposal.By, proposal.At,
        proposal.ApprovedBy, proposal.ApprovedAt, proposal.KnowsStillPayable ? true : null);
}
