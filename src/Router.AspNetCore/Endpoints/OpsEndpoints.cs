using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Router.Abstractions;
using Router.AspNetCore.Answers;
using Router.AspNetCore.Bodies;
using Router.AspNetCore.Input;
using Router.AspNetCore.Views;
using Router.Core.Health;
using Router.Core.Payments;
using Router.Hosting.Operations;

namespace Router.AspNetCore.Endpoints;

/// <summary>Channels, health, faults of the simulator, reload.</summary>
internal static class OpsEndpoints
{
    public static void Map(RouteGroupBuilder ops)
    {
        ops.MapGet("/channels", Channels).Named("channels", "Plugins and accounts").Produces<ChannelListView>().Refuses(401);
        ops.MapGet("/health", Health).Named("health", "Health of every account and method").Produces<HealthReportView>().Refuses(401);
        ops.MapGet("/events", Events).Named("events", "The last changes of health, oldest first").Produces<EventListView>().Refuses(401);
        ops.MapPut("/accounts/{id}/faults", SetFaultsAsync).Named("setFaults", "Set the faults of a simulated account")
            .Accepts<JsonElement>("application/json").Produces<DoneView>().Refuses(400, 401, 413, 415);
        ops.MapDelete("/accounts/{id}/faults", ClearFaultsAsync).Named("clearFaults", "Take set faults back").Produces<DoneView>().Refuses(400, 401);
        ops.MapPost("/accounts/{id}/signature", SignatureAsync).Named("signature", "What an account's channel signs and with which key; nothing is sent")
            .Accepts<SignatureBody>("application/json").Produces<SignatureView>().Refuses(400, 401, 404, 413, 415, 422, 503).WithMetadata(Unaudited.Mark);
        ops.MapPost("/reload", ReloadAsync).Named("reload", "Read every file again").Produces<ReloadView>().Refuses(401);
    }

    private static IResult Channels(RouterOperations operations, HealthModel health, ISnapshotSource snapshots, LimitBook book)
    {
        var (plugins, unloads) = operations.Channels();
        var catalog = snapshots.Current.Catalog;
        var view = health.Tick();
        return Answer.Of(
            new(Success.Code, Success.Message, [.. plugins.Select(p => ChannelView.Of(p, catalog, operations, view, book))], [.. unloads.Select(UnloadView.Of)]),
            RouterApiJson.Default.ChannelListView);
    }

    private static IResult Health(HealthModel health, OperationHealth operations, ISnapshotSource snapshots, LimitBook book) =>
        Answer.Of(HealthReportView.Of(snapshots.Current, health.Events, operations.Counters, book), RouterApiJson.Default.HealthReportView);

    private static IResult Events(HealthModel health) =>
        Answer.Of(new(Success.Code, Success.Message, [.. health.Events.Select(EventView.Of)]), RouterApiJson.Default.EventListView);

    private static async Task<IResult> SignatureAsync(HttpContext http, string id, RouterOperations operations, TimeProvider time)
    {
        var read = await JsonBody.ReadOptionalAsync(http, RouterApiJson.Default.SignatureBody, new(null, null, null, null, null));
        if (!read.IsGood(out var body, out var error)) return Answer.Problem(error);
        var sample = new SignatureSample(
            body.Method ?? "POST", body.Target ?? "/", body.Body ?? "", body.Time ?? time.GetUtcNow(), body.Nonce ?? new string('0', 32));
        var (trace, wrong) = await operations.TraceSignatureAsync(id, sample);
        return wrong is null ? Answer.Of(SignatureView.Of(id, trace!), RouterApiJson.Default.SignatureView) : Answer.Problem(wrong);
    }

    private static async Task<IResult> SetFaultsAsync(HttpContext http, string id, RouterOperations operations, ISnapshotSource snapshots)
    {
        var read = await FaultsBody.ReadAsync(http);
        return read.IsGood(out var body, out var error) ? await FaultsAsync(http, id, body.Faults, operations, snapshots) : Answer.Problem(error);
    }

    private static Task<IResult> ClearFaultsAsync(HttpContext http, string id, RouterOperations operations, ISnapshotSource snapshots) =>
        FaultsAsync(http, id, null, operations, snapshots);

    private static async Task<IResult> FaultsAsync(HttpContext http, string id, JsonElement? faults, RouterOperations operations, ISnapshotSource snapshots)
    {
        if (snapshots.Current.Catalog.FindAccount(id) is null) return Answer.Problem(ApiErrors.NoSuchAccount(id));
        var refused = await operations.SetFaultsAsync(id, faults);
        AuditNote.Add(http, new(null, After: faults is null ? "no faults" : $"faults {Cut(faults.Value.GetRawText())}"));
        return refused is { } why
            ? Answer.Problem(RouterError.Invalid("faults", why))
            : Answer.Of(DoneView.Ok, RouterApiJson.Default.DoneView);
    }

    private static async Task<IResult> ReloadAsync(HttpContext http, RouterOperations operations)
    {
        var problems = await operations.ReloadAsync();
        AuditNote.Add(http, new(null, After: problems.Count == 0 ? "loaded" : $"{problems.Count} problems"));
        return Answer.Of(new(Success.Code, Success.Message, problems), RouterApiJson.Default.ReloadView);
    }

    private static string Cut(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
