using Router.Core.Orders;

namespace Router.AspNetCore.Views;

internal sealed record CaseView(string Kind, string Attempt, string Detail, DateTimeOffset OpenedAt, DateTimeOffset? ResolvedAt, string? Resolution)
{
    public static CaseView Of(SuspenseCase open) =>
        new(open.Kind, open.AttemptNumber, open.Detail, open.OpenedAt, open.ResolvedAt, open.Resolution);
}
