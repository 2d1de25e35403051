using System.Text.Json;
using Router.Core.Backtesting;
using Router.Core.Orders;

namespace Router.AspNetCore.Views;

/// <param name="Code">000000.</param>
/// <param name="Message">ok.</param>
/// <param name="Payments">Oldest first; each is a line of a backtest's file.</param>
/// <param name="After">What to send as ?after= for the next page; absent on the last.</param>
internal sealed record RecordedListView(string Code, string Message, IReadOnlyList<JsonElement> Payments, string? After)
{
    public static JsonElement Line(PaymentOrder order)
    {
        using var document = JsonDocument.Parse(PaymentLine.Write(order));
        return document.RootElement.Clone();
    }
}
