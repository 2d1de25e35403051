using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Router.AspNetCore.Answers;
using Router.AspNetCore.Bodies;
using Router.AspNetCore.Input;
using Router.AspNetCore.Views;
using Router.Core.Health;
using Router.Core.Payments;
using Router.Hosting.Operations;

namespace Router.AspNetCore.Endpoints;

/// <summary>What operators order an account to do.</summary>
internal static class AccountOrderEndpoints
{
    private delegate RouterError? Give(AccountOrders orders, out AccountChange change);

    private delegate RouterError? GivePlain(AccountOrders orders, string id, string? reason, out AccountChange change);

    public static void Map(RouteGroupBuilder ops)
    {
        Plain(ops, "drain", "No new payment uses the account", (AccountOrders o, string id, string? reason, out AccountChange c) => o.Drain(id, reason, out c));
        Plain(ops, "undrain", "The account takes payments again", (AccountOrders o, string id, string? reason, out AccountChange c) => o.Undrain(id, reason, out c));
        Plain(ops, "trust", "The account takes payments again although its plugin made mistakes", (AccountOrders o, string id, string? reason, out AccountChange c) => o.Trust(id, reason, out c));
        Plain(ops, "enable", "The account is back", (AccountOrders o, string id, string? reason, out AccountChange c) => o.Enable(id, reason, out c));
        ops.MapPost("/accounts/{id}/disable", DisableAsync).Named("disable", "The account is out of new payments, for good or until a time")
            .Accepts<DisableBody>("application/json").Orders(415);
        ops.MapPost("/accounts/{id}/override", OverrideAsync).Named("override", "Set an account's health by hand until a time")
            .Accepts<OverrideBody>("application/json").Orders(415);
        ops.MapDelete("/accounts/{id}/override", ClearOverrideAsync).Named("clearOverride", "Health as observed again; ?reason=").Orders();
        ops.MapPost("/accounts/{id}/maintenance", PlanMaintenanceAsync).Named("planMaintenance", "Plan a time without new payments")
            .Accepts<MaintenanceBody>("application/json").Orders(415);
        ops.MapDelete("/accounts/{id}/maintenance", CancelMaintenanceAsync).Named("cancelMaintenance", "Cancel planned times, all or ?from= one; ?reason=").Orders();
    }

    private static void Plain(RouteGroupBuilder ops, string name, string summary, GivePlain give) =>
        ops.MapPost("/accounts/{id}/" + name, async (HttpContext http, string id, AccountOrders orders, ISnapshotSource snapshots) =>
        {
            var read = await JsonBody.ReadOptionalAsync(http, RouterApiJson.Default.OrderBody, new(null));
            return read.IsGood(out var body, out var error)
                ? await GiveAsync(http, id, body.Reason, orders, snapshots, (AccountOrders o, out AccountChange c) => give(o, id, body.Reason, out c))
                : Answer.Problem(error);
        }).Named(name, summary).Accepts<OrderBody>("application/json").Orders(415);

    private static async Task<IResult> DisableAsync(HttpContext http, string id, AccountOrders orders, ISnapshotSource snapshots, TimeProvider time)
    {
        var read = await JsonBody.ReadOptionalAsync(http, RouterApiJson.Default.DisableBody, new(null, null, null));
        if (!read.IsGood(out var body, out var error)) return Answer.Problem(error);
        if (End(body.Seconds, body.Until, AccountOrders.MaxDisable, time, out var until) is { } wrong) return Answer.Problem(wrong);
        return await GiveAsync(http, id, body.Reason, orders, snapshots, (AccountOrders o, out AccountChange c) => o.Disable(id, body.Reason, until, out c));
    }

    private static async Task<IResult> OverrideAsync(HttpContext http, string id, AccountOrders orders, ISnapshotSource snapshots, TimeProvider time)
    {
        var read = await JsonBody.ReadAsync(http, RouterApiJson.Default.OverrideBody);
        if (!read.IsGood(out var body, out var error)) return Answer.Problem(error);
        var wrong = End(body.Seconds, body.Until, AccountOrders.MaxOverride, time, out var until);
        return await GiveAsync(http, id, body.Reason, orders, snapshots, (AccountOrders o, out AccountChange c) =>
        {
            c = default;
            return body.Health is >= 0.01 and <= 1 && wrong is not null ? wrong : o.Override(id, body.Reason, body.Health, until, out c);
        });
    }

    private static Task<IResult> ClearOverrideAsync(HttpContext http, string id, AccountOrders orders, ISnapshotSource snapshots)
    {
        var reason = Reason(http);
        return GiveAsync(http, id, reason, orders, snapshots, (AccountOrders o, out AccountChange c) => o.ClearOverride(id, reason, out c));
    }

    private static async Task<IResult> PlanMaintenanceAsync(HttpContext http, string id, AccountOrders orders, ISnapshotSource snapshots)
    {
        var read = await JsonBody.ReadAsync(http, RouterApiJson.Default.MaintenanceBody);
        return read.IsGood(out var body, out var error)
            ? await GiveAsync(
                http, id, body.Reason, orders, snapshots, (AccountOrders o, out AccountChange c) => o.PlanMaintenance(id, body.Reason, body.From, body.To, out c))
            : Answer.Problem(error);
    }

    private static async Task<IResult> CancelMaintenanceAsync(HttpContext http, string id, AccountOrders orders, ISnapshotSource snapshots)
    {
        var reason = Reason(http);
        DateTimeOffset? from = null;
        if (http.Request.Query["from"].ToString() is { Length: > 0 } text)
        {
            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var begin))
                return Answer.Problem(RouterError.Invalid("from", "?from= must be the instant at which the planned time begins; GET /ops/v1/health shows it."));
            from = begin;
        }

        return await GiveAsync(http, id, reason, orders, snapshots, (AccountOrders o, out AccountChange c) => o.CancelMaintenance(id, reason, from, out c));
    }

    // The note comes before the order is kept: it is in force even where the store cannot take it.
    private static async Task<IResult> GiveAsync(
        HttpContext http, string id, string? reason, AccountOrders orders, ISnapshotSource snapshots, Give give)
    {
        if (snapshots.Current.Catalog.FindAccount(id) is null) return Answer.Problem(ApiErrors.NoSuchAccount(id));
        if (give(orders, out var change) is { } wrong) return Answer.Problem(wrong);
        AuditNote.Add(http, reason, change);
        await orders.KeepAsync();
        return Answer.Of(AccountOrderView.Of(change), RouterApiJson.Default.AccountOrderView);
    }

    private static RouterError? End(int? seconds, DateTimeOffset? given, TimeSpan longest, TimeProvider time, out DateTimeOffset? until)
    {
        until = given;
        if (seconds is null) return null;
        if (given is not null) return RouterError.Invalid("until", "Give either seconds or until.");
        if (seconds <= 0 || seconds > longest.TotalSeconds) return RouterError.Invalid("seconds", $"seconds must be 1 to {longest.TotalSeconds:0}.");
        until = time.GetUtcNow().AddSeconds(seconds.Value);
        return null;
    }

    private static string? Reason(HttpContext http) => http.Request.Query.TryGetValue("reason", out var reason) ? reason.ToString() : null;

    private static void Orders(this RouteHandlerBuilder endpoint, params int[] more) => endpoint.Produces<AccountOrderView>().Refuses([400, 401, 404, 503, .. more]);
}
