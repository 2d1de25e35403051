using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Router.AspNetCore.Answers;
using Router.AspNetCore.Bodies;
using Router.AspNetCore.Input;
using Router.AspNetCore.Views;
using Router.Core.Payments;

namespace Router.AspNetCore.Endpoints;

internal static class RouteEndpoints
{
    private const string Unnamed = "preview";

    public static void Map(RouteGroupBuilder v1) => v1.MapPost("/routes/preview", PreviewAsync)
        .Named("previewRoute", "The plan that a payment would get now, with its reasons; nothing is stored or sent")
        .Accepts<PaymentBody>("application/json").Produces<PlanView>().Refuses(400, 413, 415);

    private static async Task<IResult> PreviewAsync(HttpContext http, IPaymentRouter router)
    {
        var read = await JsonBody.ReadAsync(http, RouterApiJson.Default.PaymentBody);
        if (!read.IsGood(out var body, out var error)) return Answer.Problem(error);

        // A preview has no order yet.
        body = body with { MerchantOrderNo = body.MerchantOrderNo ?? Unnamed, Description = body.Description ?? Unnamed };
        if (!PayCommands.Of(body, Unnamed, TimeSpan.Zero).IsGood(out var command, out var wrong)) return Answer.Problem(wrong);
        var (plan, refused) = router.Preview(command);
        return refused is not null ? Answer.Problem(refused) : Answer.Of(PlanView.Of(plan!), RouterApiJson.Default.PlanView);
    }
}
