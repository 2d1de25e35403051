using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Router.Abstractions;
using Router.AspNetCore.Answers;
using Router.AspNetCore.Input;
using Router.Core.Notifications;

namespace Router.AspNetCore.Endpoints;

internal static class NotifyEndpoints
{
    public static void Map(RouteGroupBuilder v1) => v1.MapPost("/notify/{channel}/{account}", ReceiveAsync)
        .Named("notify", "Where channels send their notifications; the answer is the channel's own").Refuses(400, 404, 413, 503);

    private static async Task<IResult> ReceiveAsync(HttpContext http, string channel, string account, NotificationIntake intake)
    {
        if (await BodyBytes.ReadAsync(http.Request, NotificationIntake.MaxBodyBytes, http.RequestAborted) is not { } body)
            return Answer.Problem(ApiErrors.TooLarge(NotificationIntake.MaxBodyBytes));
        var headers = http.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => string.Join(", ", h.Value.ToArray()), StringComparer.Ordinal);
        var query = http.Request.QueryString.Value is { Length: > 1 } text ? text[1..] : "";
        var answer = await intake.ReceiveAsync(channel, account, new(body, headers, query));
        return answer switch
        {
            { Error: null, Reply: { } reply } => Written(reply),
            { Reply: { Body.Length: > 0 } refuse } => Written(refuse),

            // A channel that reads only the status gets our words for the people who look at its log.
            { Error: { } error, Reply: { } bare } => Answer.Problem(error with { Status = bare.StatusCode }),
            _ => Answer.Problem(answer.Error ?? ApiErrors.Bug()),
        };
    }

    private static IResult Written(NotificationReply reply) => reply.Body.Length == 0
        ? Results.StatusCode(reply.StatusCode)
        : Results.Text(reply.Body, reply.ContentType, null, reply.StatusCode);
}
