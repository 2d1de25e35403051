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

    private static readonly string[] s_parameters = ["explain", "all", "account"];

    public static void Map(RouteGroupBuilder v1) => v1.MapPost("/routes/preview", PreviewAsync)
        .Named("previewRoute", "The plan that a payment would get now, with its reasons; nothing is stored or sent. ?explain=true says why, ?all=true of every rule, ?account= what would put that account first")
        .Accepts<PaymentBody>("application/json").Produces<PlanView>().Refuses(400, 413, 415);

    private static async Task<IResult> PreviewAsync(HttpContext http, IPaymentRouter router)
    {
        var read = await JsonBody.ReadAsync(http, RouterApiJson.Default.PaymentBody);
        if (!read.IsGood(out var body, out var error)) return Answer.Problem(error);

        // A preview has no order yet.
        body = body with { MerchantOrderNo = body.MerchantOrderNo ?? Unnamed, Description = body.Description ?? Unnamed };
        if (!PayCommands.Of(body, Unnamed, TimeSpan.Zero).IsGood(out var command, out var wrong)) return Answer.Problem(wrong);
        if (http.Request.Query.Keys.FirstOrDefault(k => !s_parameters.Contains(k)) is { } unknown)
            return Answer.Problem(RouterError.Invalid(unknown, $"There is no ?{unknown}=. A preview takes {string.Join(", ", s_parameters)}."));
        if (Queries.Switch(http.Request, "explain", out var explain) is { } badExplain) return Answer.Problem(badExplain);
        if (Queries.Switch(http.Request, "all", out var all) is { } badAll) return Answer.Problem(badAll);
        string? account = null;
        if (http.Request.Query.ContainsKey("account") && Queries.Required(http.Request, "account", out account) is { } badAccount) return Answer.Problem(badAccount);
        if (explain || all || account is not null)
        {
            var (explanation, unexplained) = router.Explain(command, account);
            return unexplained is not null ? Answer.Problem(unexplained) : ExplainedPlan.Answer(explanation!, all);
        }

        var (plan, refused) = router.Preview(command);
        return refused is not null ? Answer.Problem(refused) : Answer.Of(PlanView.Of(plan!), RouterApiJson.Default.PlanView);
    }
}
