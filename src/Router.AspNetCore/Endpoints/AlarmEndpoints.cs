using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Router.AspNetCore.Answers;
using Router.AspNetCore.Input;
using Router.AspNetCore.Views;
using Router.Hosting.Operations;

namespace Router.AspNetCore.Endpoints;

/// <summary>What people must look at, and who has.</summary>
internal static class AlarmEndpoints
{
    public static void Map(RouteGroupBuilder ops)
    {
        ops.MapGet("/alarms", List).Named("alarms", "Open alarms, the most urgent first; ?all=true adds the last that have ended")
            .Produces<AlarmListView>().Refuses(400, 401);
        ops.MapPost("/alarms/{id}/ack", Acknowledge).Named("acknowledgeAlarm", "Somebody has seen it: it is told no more until it is over")
            .Produces<AlarmListView>().Refuses(401, 404);
    }

    private static IResult List(HttpContext http, RouterOperations operations)
    {
        if (Queries.Switch(http.Request, "all", out var all) is { } wrong) return Answer.Problem(wrong);
        return Answer.Of(new(Success.Code, Success.Message, [.. operations.Alarms(all).Select(AlarmView.Of)]), RouterApiJson.Default.AlarmListView);
    }

    private static IResult Acknowledge(HttpContext http, string id, RouterOperations operations) =>
        operations.Acknowledge(id, OpsKeyFilter.Of(http)) is { } alarm
            ? Answer.Of(new(Success.Code, Success.Message, [AlarmView.Of(alarm)]), RouterApiJson.Default.AlarmListView)
            : Answer.Problem(ApiErrors.NoSuchAlarm(id));
}
