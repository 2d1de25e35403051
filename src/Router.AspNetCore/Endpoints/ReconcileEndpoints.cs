using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Router.AspNetCore.Answers;
using Router.AspNetCore.Bodies;
using Router.AspNetCore.Input;
using Router.AspNetCore.Views;
using Router.Core.Bills;
using Router.Core.Payments;

namespace Router.AspNetCore.Endpoints;

/// <summary>Bills against our own record.</summary>
internal static partial class ReconcileEndpoints
{
    public static void Map(RouteGroupBuilder ops) => ops.MapPost("/bills/reconcile", ReconcileAsync)
        .Named("reconcile", "Compare an account's bills with what is recorded here; apply hands what they prove to the engine")
        .Accepts<ReconcileBody>("application/json").Produces<ReconcileView>().Refuses(400, 401, 404, 409, 413, 415, 422, 503);

    private static async Task<IResult> ReconcileAsync(HttpContext http, IReconciliation reconciliation, ILogger<IReconciliation> log)
    {
        var read = await JsonBody.ReadAsync(http, RouterApiJson.Default.ReconcileBody);
        if (!read.IsGood(out var body, out var error)) return Answer.Problem(error);
        if (body.Account is not { Length: > 0 and <= 128 } account) return Answer.Problem(RouterError.Invalid("account", "account is missing; name a merchant account."));
        if (!IsDay(body.Date, out var from)) return Answer.Problem(RouterError.Invalid("date", "date must be a day such as 2026-03-10."));
        var to = from;
        if (body.To is not null && !IsDay(body.To, out to)) return Answer.Problem(RouterError.Invalid("to", "to must be a day such as 2026-03-10."));
        var by = body.Apply == true ? OpsKeyFilter.Of(http).Name : null;
        AuditNote.Add(http, new AuditNote(null) { IsChange = by is not null });
        if (by is not null) Applies(log, by, account, body.Date!, body.To ?? body.Date!);
        if (body.Archives?.Any(string.IsNullOrEmpty) == true) return Answer.Problem(RouterError.Invalid("archives", "archives must name files by their whole paths."));
        var answer = await reconciliation.RunAsync(new(account, from, to, by, body.Archives));
        if (by is not null && answer.Report is { } report) Note(http, log, report, body.Date!, body.To ?? body.Date!, answer.Error);
        return answer.Error is { } refused
            ? Answer.Problem(refused)
            : Answer.Of(ReconcileView.Of(answer.Report!, by is not null), RouterApiJson.Default.ReconcileView);
    }

    // An apply that broke off has changed what it changed until then.
    private static void Note(HttpContext http, ILogger log, BillReport report, string from, string to, RouterError? broken)
    {
        var done = report.Differences.Count(d => d.Done is not null) + report.Absences.Count(a => a.Done is not null);
        var what = $"{report.AccountId} {from} to {to}: {done} applied{(broken is null ? "" : ", then it broke off")}";
        AuditNote.Add(http, new AuditNote(null, null, what) { IsBrokenOff = broken is not null });
        if (broken is not null) BrokeOff(log, report.AccountId, from, to, done, broken.Message);
    }

    private static bool IsDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    [LoggerMessage(1, LogLevel.Information, "Operator {Name} applies the bills of {Account} from {From} to {To}.")]
    private static partial void Applies(ILogger logger, string name, string account, string from, string to);

    [LoggerMessage(2, LogLevel.Warning, "Applying the bills of {Account} from {From} to {To} broke off after {Done} changes: {Why}")]
    private static partial void BrokeOff(ILogger logger, string account, string from, string to, int done, string why);
}
