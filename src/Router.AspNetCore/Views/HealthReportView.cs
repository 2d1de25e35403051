using Router.Core.Health;

namespace Router.AspNetCore.Views;

internal sealed record HealthReportView(
    string Code, string Message, DateTimeOffset At, IReadOnlyList<AccountHealthView> Accounts, IReadOnlyList<HealthLineView> Lines)
{
    public static HealthReportView Of(HealthView view) => new(
        Success.Code, Success.Message, view.At, [.. view.Accounts.Select(a => AccountHealthView.Of(a, view.At))],
        [.. view.Lines.Select(line => HealthLineView.Of(line, view.At))]);
}
