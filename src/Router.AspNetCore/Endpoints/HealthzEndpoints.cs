using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Router.AspNetCore.Answers;
using Router.AspNetCore.Input;
using Router.AspNetCore.Views;
using Router.Hosting.Operations;

namespace Router.AspNetCore.Endpoints;

internal static class HealthzEndpoints
{
    public static void Map(RouteGroupBuilder root)
    {
        root.MapGet("/healthz/live", (HttpContext _) => Live()).Named("live", "Whether the process answers").Produces<HealthzView>();
        root.MapGet("/healthz/ready", (RouterOperations operations) => operations.IsReady ? Ready() : Answer.Problem(ApiErrors.NotReady()))
            .Named("ready", "Whether payments can be taken").Produces<HealthzView>().Refuses(503);
    }

    private static IResult Live() => Answer.Of(new("live"), RouterApiJson.Default.HealthzView);

    private static IResult Ready() => Answer.Of(new("ready"), RouterApiJson.Default.HealthzView);
}
