using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Router.AspNetCore.Answers;
using Router.AspNetCore.Bodies;
using Router.AspNetCore.Input;
using Router.AspNetCore.Views;
using Router.Core.Health;
using Router.Core.Payments;

namespace Router.AspNetCore.Endpoints;

/// <summary>What operators order an account to do.</summary>
internal static class AccountOrderEndpoints
{
    private const string NoReason = "by an operator";
    private const int MaxOverrideSeconds = 7 * 24 * 3600;

    public static void Map(RouteGroupBuilder ops)
    {
        Order(ops, "drain", "No new payment uses the account", (health, id, reason) => health.Drain(id, reason));
        Order(ops, "undrain", "The account takes payments again", (health, id, reason) => health.Undrain(id, reason));
        Order(ops, "disable", "The account is out of new payments", (health, id, reason) => health.Disable(id, reason));
        Order(ops, "enable", "The account is back", (health, id, reason) => health.Enable(id, reason));
        ops.MapPost("/accounts/{id}/override", OverrideAsync).Named("override", "Set an account's health by hand for a time")
            .Accepts<OverrideBody>("application/json").Produces<DoneView>().Refuses(400, 401, 404, 415);
        ops.MapDelete("/accounts/{id}/override", ClearOverride).Named("clearOverride", "Health as observed again").Produces<DoneView>().Refuses(401, 404);
    }

    private static void Order(RouteGroupBuilder ops, string name, string summary, Action<HealthModel, string, string> give) =>
        ops.MapPost("/accounts/{id}/" + name, async (HttpContext http, string id, HealthModel health, ISnapshotSource snapshots) =>
        {
            var read = await JsonBody.ReadOptionalAsync(http, RouterApiJson.Default.OrderBody, new(null));
            if (!read.IsGood(out var body, out var error)) return Answer.Problem(error);
            if (Refusal(id, body.Reason, snapshots) is { } wrong) return Answer.Problem(wrong);
            give(health, id, body.Reason ?? NoReason);
            return Answer.Of(DoneView.Ok, RouterApiJson.Default.DoneView);
        }).Named(name, summary).Accepts<OrderBody>("application/json").Produces<DoneView>().Refuses(400, 401, 404, 415);

    private static async Task<IResult> OverrideAsync(HttpContext http, string id, HealthModel health, ISnapshotSource snapshots, TimeProvider time)
    {
        var read = await JsonBody.ReadAsync(http, RouterApiJson.Default.OverrideBody);
        if (!read.IsGood(out var body, out var error)) return Answer.Problem(error);
        if (Refusal(id, body.Reason, snapshots) is { } wrong) return Answer.Problem(wrong);
        if (body.Health is not (>= 0.01 and <= 1) || body.Health is not { } h)
            return Answer.Problem(RouterError.Invalid("health", "health must be 0.01 to 1; to stop payments altogether, drain or disable the account."));
        if (body.Seconds is not (> 0 and <= MaxOverrideSeconds) || body.Seconds is not { } seconds)
            return Answer.Problem(RouterError.Invalid("seconds", $"seconds must be 1 to {MaxOverrideSeconds}."));
        health.Override(id, h, body.Reason ?? NoReason, time.GetUtcNow().AddSeconds(seconds));
        return Answer.Of(DoneView.Ok, RouterApiJson.Default.DoneView);
    }

    private static IResult ClearOverride(string id, HealthModel health, ISnapshotSource snapshots)
    {
        if (Refusal(id, null, snapshots) is { } wrong) return Answer.Problem(wrong);
        health.ClearOverride(id, NoReason);
        return Answer.Of(DoneView.Ok, RouterApiJson.Default.DoneView);
    }

    private static RouterError? Refusal(string id, string? reason, ISnapshotSource snapshots)
    {
        if (snapshots.Current.Catalog.FindAccount(id) is null) return ApiErrors.NoSuchAccount(id);
        return reason is { Length: 0 or > 200 } ? RouterError.Invalid("reason", "reason must be 1 to 200 characters, or be left out.") : null;
    }
}
