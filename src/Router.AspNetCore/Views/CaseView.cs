using Router.Core.Orders;

namespace Router.AspNetCore.Views;

/// <param name="Number">Its place on the order, from 1.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Attempt">The attempt's number, or the refund's.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="OpenedAt">When.</param>
/// <param name="ResolvedAt">When it was answered; absent: open.</param>
/// <param name="Resolution">How.</param>
/// <param name="Proposals">What operators proposed, oldest first; the last one counts.</param>
internal sealed record CaseView(
    int Number, string Kind, string Attempt, string Detail, DateTimeOffset OpenedAt, DateTimeOffset? ResolvedAt, string? Resolution,
    IReadOnlyList<ProposalView> Proposals)
{
    public static CaseView Of(SuspenseCase open, int number) => new(
        number, open.Kind, open.AttemptNumber, open.Detail, open.OpenedAt, open.ResolvedAt, open.Resolution,
        [.. (open.Proposals ?? []).Select(ProposalView.Of)]);
}
