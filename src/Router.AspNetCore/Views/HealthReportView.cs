using Router.Core.Health;
using Router.Core.Payments;
using Router.Core.Routing;

namespace Router.AspNetCore.Views;

internal sealed record HealthReportView(
    string Code, string Message, DateTimeOffset At, IReadOnlyList<AccountHealthView> Accounts, IReadOnlyList<HealthLineView> Lines,
    IReadOnlyList<OperationView> Operations)
{
    public static HealthReportView Of(RouterSnapshot snapshot, IReadOnlyList<HealthEvent> events, IReadOnlyList<OperationCounters> operations, LimitBook book)
    {
        var view = snapshot.Health;
        var weights = BaseWeights.Of(snapshot.Rules, snapshot.Catalog);
        return new(
            Success.Code, Success.Message, view.At,
            [.. view.Accounts.Select(a => AccountHealthView.Of(a, snapshot.Catalog.FindAccount(a.AccountId), weights.GetValueOrDefault(a.AccountId), view.At) with
            {
                Today = AccountDayView.Of(snapshot.Catalog.FindAccount(a.AccountId), snapshot.Catalog, book, view.At),
            })],
            [.. view.Lines.Select(line => HealthLineView.Of(line, snapshot, events))],
            [.. operations.Select(OperationView.Of)]);
    }
}
