using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Router.AspNetCore.Answers;
using Router.AspNetCore.Input;
using Router.AspNetCore.Views;
using Router.Core.Bills;
using Router.Core.Payments;

namespace Router.AspNetCore.Endpoints;

internal static class BillEndpoints
{
    public static void Map(RouteGroupBuilder v1) => v1.MapGet("/bills", FetchAsync).Named("getBill", "An account's bill of one day")
        .Produces<BillView>().Refuses(400, 404, 409, 422, 503);

    private static async Task<IResult> FetchAsync(HttpContext http, IBills bills)
    {
        if (Queries.Required(http.Request, "account", out var account) is { } noAccount) return Answer.Problem(noAccount);
        if (Queries.Required(http.Request, "date", out var text) is { } noDate) return Answer.Problem(noDate);
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return Answer.Problem(RouterError.Invalid("date", "?date= must be a day such as 2026-03-10."));
        var bill = await bills.FetchAsync(account, date);
        if (bill.Error is { } error) return Answer.Problem(error);
        IReadOnlyList<BillLineView> lines = [.. bill.Lines!.Select(BillLineView.Of)];
        return Answer.Of(new(Success.Code, Success.Message, account, text, lines.Count, lines), RouterApiJson.Default.BillView);
    }
}
