using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Router.AspNetCore.Answers;
using Router.AspNetCore.Input;
using Router.AspNetCore.Views;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Replay;
using Router.Core.Store;

namespace Router.AspNetCore.Endpoints;

/// <summary>Orders as operators see them.</summary>
internal static class OrderEndpoints
{
    private const int MaxLimit = 500;

    public static void Map(RouteGroupBuilder ops)
    {
        ops.MapGet("/orders", ListAsync).Named("orders", "Orders, newest first; ?merchant= &state= &openCase=true &before= &limit=")
            .Produces<OrderListView>().Refuses(400, 401, 503);
        ops.MapGet("/orders/recorded", RecordedAsync)
            .Named("recordedPayments", "Payments with what they were routed by, oldest first, for backtests; ?merchant= &after= &limit=")
            .Produces<RecordedListView>().Refuses(400, 401, 503);
        ops.MapGet("/orders/{id}", ShowAsync).Named("order", "A whole order: plan, attempts, refunds, exchanges, messages")
            .Produces<OrderView>().Refuses(401, 404, 503);
        ops.MapGet("/orders/{id}/replay", ReplayAsync).Named("replay", "The order's plan, made again from what was kept")
            .Produces<ReplayView>().Refuses(401, 404, 503);
    }

    private static async Task<IResult> ListAsync(HttpContext http, IOrderStore store)
    {
        if (Filter(http.Request, out var filter) is { } wrong) return Answer.Problem(wrong);
        var orders = await store.ListPaymentsAsync(filter);
        var before = orders.Count == filter.Limit ? orders[^1].Id : null;
        return Answer.Of(
            new(Success.Code, Success.Message, [.. orders.Select(order => PaymentView.Of(order))], before), RouterApiJson.Default.OrderListView);
    }

    private static async Task<IResult> RecordedAsync(HttpContext http, IOrderStore store)
    {
        if (Filter(http.Request, out var filter) is { } wrong) return Answer.Problem(wrong);
        filter = filter with { After = http.Request.Query["after"].ToString(), Before = null };
        var orders = await store.ListPaymentsAsync(filter);
        var after = orders.Count == filter.Limit ? orders[^1].Id : null;
        return Answer.Of(
            new(Success.Code, Success.Message, [.. orders.Select(RecordedListView.Line)], after), RouterApiJson.Default.RecordedListView);
    }

    private static async Task<IResult> ShowAsync(string id, IOrderStore store) =>
        await store.FindPaymentAsync(id) is { } order
            ? Answer.Of(await OrderView.ReadAsync(order, store), RouterApiJson.Default.OrderView)
            : Answer.Problem(RouterError.PaymentNotFound(id));

    private static async Task<IResult> ReplayAsync(string id, IOrderStore store, RouteReplay replay) =>
        await store.FindPaymentAsync(id) is { } order
            ? Answer.Of(ReplayView.Of(id, await replay.ReplayAsync(order)), RouterApiJson.Default.ReplayView)
            : Answer.Problem(RouterError.PaymentNotFound(id));

    internal static RouterError? Filter(HttpRequest request, out PaymentFilter filter)
    {
        filter = new();
        if (Queries.Switch(request, "openCase", out var openCase) is { } wrong) return wrong;
        PaymentState? state = null;
        if (Text("state") is { } name)
        {
            state = Enum.GetValues<PaymentState>().Cast<PaymentState?>().FirstOrDefault(s => Words.Lower(s!.Value) == name);
            if (state is null)
                return RouterError.Invalid("state", $"?state= must be one of {string.Join(", ", Enum.GetValues<PaymentState>().Select(Words.Lower))}.");
        }

        var limit = 50;
        if (Text("limit") is { } count && (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaxLimit))
            return RouterError.Invalid("limit", $"?limit= must be 1 to {MaxLimit}.");
        filter = new(Text("merchant"), state, openCase, Text("before"), limit);
        return null;

        string? Text(string parameter) => request.Query[parameter].ToString() is { Length: > 0 } text ? text : null;
    }
}
