using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Router.AspNetCore.Answers;
using Router.AspNetCore.Input;
using Router.AspNetCore.Views;
using Router.Core.Payments;
using Router.Hosting.Operations;

namespace Router.AspNetCore.Endpoints;

/// <summary>
/// For whoever starts, restarts and balances processes. A dead channel is degraded and no more: another process would find it dead too, and
/// taking this one away would take the living channels with it.
/// </summary>
internal static class HealthzEndpoints
{
    public static void Map(RouteGroupBuilder root)
    {
        root.MapGet("/healthz/live", (HttpContext _) => Of("live")).Named("live", "Whether the process answers").Produces<HealthzView>();
        root.MapGet("/healthz/ready", Ready).Named("ready", "Whether payments can be taken, and what is degraded").Produces<HealthzView>().Refuses(503);
    }

    private static IResult Ready(RouterOperations operations, InFlight inFlight)
    {
        if (!operations.IsReady) return Answer.Problem(ApiErrors.NotReady());
        if (inFlight.IsStopping) return Answer.Problem(RouterError.Stopping());
        if (operations.StoreProblem is { } problem) return Answer.Problem(RouterError.StoreUnavailable(problem));
        var degraded = operations.Degraded();
        return degraded.Count == 0 ? Of("ready") : Of("degraded", degraded);
    }

    private static IResult Of(string status, IReadOnlyList<string>? degraded = null) =>
        Answer.Of(new(status) { Degraded = degraded }, RouterApiJson.Default.HealthzView);
}
