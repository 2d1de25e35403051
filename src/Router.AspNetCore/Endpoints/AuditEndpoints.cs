using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Router.AspNetCore.Answers;
using Router.AspNetCore.Views;
using Router.Core.Payments;
using Router.Hosting.Operations;

namespace Router.AspNetCore.Endpoints;

/// <summary>Who changed what.</summary>
internal static class AuditEndpoints
{
    private const int MaxLimit = 500;
    private const int DefaultLimit = 50;

    public static void Map(RouteGroupBuilder ops) =>
        ops.MapGet("/audit", List).Named("audit", "What operators changed, newest first; ?account= &limit= &before=").Produces<AuditListView>().Refuses(400, 401);

    private static IResult List(HttpRequest request, AuditLog audit)
    {
        if (!Number(request, "limit", out var limit) || limit is < 1 or > MaxLimit)
            return Answer.Problem(RouterError.Invalid("limit", $"?limit= must be 1 to {MaxLimit}."));
        if (!Number(request, "before", out var before) || before < 1) return Answer.Problem(RouterError.Invalid("before", "?before= must be the number of an entry."));
        var account = request.Query["account"].ToString();
        var count = (int)(limit ?? DefaultLimit);
        var entries = audit.List(account.Length == 0 ? null : account, count, before);
        return Answer.Of(
            new(Success.Code, Success.Message, entries, entries.Count == count ? entries[^1].Number : null), RouterApiJson.Default.AuditListView);
    }

    private static bool Number(HttpRequest request, string name, out long? number)
    {
        number = null;
        var text = request.Query[name].ToString();
        if (text.Length == 0) return true;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read)) return false;
        number = read;
        return true;
    }
}
