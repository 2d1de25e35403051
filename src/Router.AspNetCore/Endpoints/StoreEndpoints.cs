using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Router.AspNetCore.Answers;
using Router.AspNetCore.Bodies;
using Router.AspNetCore.Input;
using Router.AspNetCore.Views;
using Router.Core.Payments;
using Router.Core.Refunds;
using Router.Core.Store;

namespace Router.AspNetCore.Endpoints;

/// <summary>Upkeep of the order store while payments go on.</summary>
internal static class StoreEndpoints
{
    public static void Map(RouteGroupBuilder ops)
    {
        ops.MapPost("/store/backup", BackupAsync).Named("backup", "Copy the order store into a new file on the router's machine")
            .Accepts<BackupBody>("application/json").Produces<BackupView>().Refuses(400, 401, 409, 415, 422);
        ops.MapPost("/store/verify", VerifyAsync).Named("verify", "Check the order store and whether everything in it agrees")
            .Produces<FindingsView>().Refuses(401, 422).WithMetadata(Unaudited.Mark);
        ops.MapPost("/store/archive", ArchiveAsync).Named("archive", "Move old final orders into a new file on the router's machine")
            .Accepts<ArchiveBody>("application/json").Produces<ArchiveView>().Refuses(400, 401, 409, 415, 422, 503);
    }

    private static async Task<IResult> BackupAsync(HttpContext http, IOrderStore store)
    {
        var read = await JsonBody.ReadAsync(http, RouterApiJson.Default.BackupBody);
        if (!read.IsGood(out var body, out var error)) return Answer.Problem(error);
        if (body.File is not { Length: > 0 } file) return Answer.Problem(RouterError.Invalid("file", "file is missing; name a new file by its whole path."));
        return await KeptAsync(store, async upkeep =>
        {
            var bytes = await upkeep.BackupAsync(file);
            AuditNote.Add(http, new(null, After: $"copied into {file}"));
            return Answer.Of(new(Success.Code, Success.Message, file, bytes), RouterApiJson.Default.BackupView);
        });
    }

    private static Task<IResult> VerifyAsync(HttpContext http, IOrderStore store) => KeptAsync(store, async upkeep =>
        Answer.Of(new(Success.Code, Success.Message, await upkeep.VerifyAsync()), RouterApiJson.Default.FindingsView));

    private static async Task<IResult> ArchiveAsync(HttpContext http, IOrderStore store, ISnapshotSource snapshots, TimeProvider time)
    {
        var read = await JsonBody.ReadAsync(http, RouterApiJson.Default.ArchiveBody);
        if (!read.IsGood(out var body, out var error)) return Answer.Problem(error);
        if (body.File is not { Length: > 0 } file) return Answer.Problem(RouterError.Invalid("file", "file is missing; name a new file by its whole path."));
        var now = time.GetUtcNow();
        if (body.Before is not { } before || before > now) return Answer.Problem(RouterError.Invalid("before", "before must be a moment in the past."));
        if (body.ForgetKeysBefore > before) return Answer.Problem(RouterError.Invalid("forgetKeysBefore", "forgetKeysBefore must not be later than before."));

        // One catalog for the whole run; a window that grows meanwhile is the next run's.
        var catalog = snapshots.Current.Catalog;
        var request = new ArchiveRequest(file, before, order => RefundWindow.EndOf(order, catalog) < now, body.ForgetKeysBefore);
        return await KeptAsync(store, async upkeep =>
        {
            var report = await upkeep.ArchiveAsync(request);
            AuditNote.Add(http, new(null, After: $"{report.Archived} orders that ended before {before:O} moved into {file}, {report.KeysForgotten} keys forgotten"));
            return Answer.Of(
                new(Success.Code, Success.Message, file, report.Archived, report.Kept, report.KeysForgotten), RouterApiJson.Default.ArchiveView);
        });
    }

    private static async Task<IResult> KeptAsync(IOrderStore store, Func<IStoreUpkeep, Task<IResult>> run)
    {
        if (store is not IStoreUpkeep upkeep) return Answer.Problem(RouterError.Unsupported("This store keeps no files of its own: use its own tools."));
        try
        {
            return await run(upkeep);
        }
        catch (StoreUpkeepException error)
        {
            return Answer.Problem(ApiErrors.NoUpkeep(error.Message));
        }
    }
}
