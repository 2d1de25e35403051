using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Router.AspNetCore.Answers;
using Router.AspNetCore.Bodies;
using Router.AspNetCore.Input;
using Router.AspNetCore.Views;
using Router.Core.Payments;

namespace Router.AspNetCore.Endpoints;

internal static class PaymentEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapPost("/payments", PayAsync).Named("pay", "Make a payment").Accepts<PaymentBody>("application/json")
            .Produces<PaymentView>(201).Produces<PaymentView>(200).Produces<PaymentView>(202).Refuses(400, 409, 413, 415, 422, 503);
        v1.MapGet("/payments", FindAsync).Named("findPayment", "The payment under a merchant's order number")
            .Produces<PaymentView>().Refuses(400, 404, 503);
        v1.MapGet("/payments/{id}", QueryAsync).Named("getPayment", "A payment as it stands")
            .Produces<PaymentView>().Refuses(400, 404, 503);
        v1.MapPost("/payments/{id}/attempts", SwitchAsync).Named("switchMethod", "Pay the same order by another method")
            .Accepts<AttemptBody>("application/json").Produces<PaymentView>().Produces<PaymentView>(202).Refuses(400, 404, 409, 413, 415, 503);
        v1.MapPost("/payments/{id}/continue", ContinueAsync).Named("continuePayment", "Take the next step of a payment")
            .Accepts<ContinueBody>("application/json").Produces<PaymentView>().Produces<PaymentView>(202).Refuses(400, 404, 409, 413, 415, 503);
        v1.MapPost("/payments/{id}/close", CloseAsync).Named("closePayment", "End an unpaid payment")
            .Produces<PaymentView>().Produces<PaymentView>(202).Refuses(404, 409, 503);
    }

    private static async Task<IResult> PayAsync(HttpContext http, IPaymentRouter router)
    {
        var key = Headers.IdempotencyKey(http.Request);
        if (key.Length == 0) return Answer.Problem(RouterError.NoKey());
        if (Headers.Wait(http.Request, out var wait) is { } badWait) return Answer.Problem(badWait);
        var read = await JsonBody.ReadAsync(http, RouterApiJson.Default.PaymentBody);
        if (!read.IsGood(out var body, out var error)) return Answer.Problem(error);
        return PayCommands.Of(body, key, wait).IsGood(out var command, out var wrong)
            ? Answer.Payment(http, await router.PayAsync(command, http.RequestAborted), isNew: true)
            : Answer.Problem(wrong);
    }

    private static async Task<IResult> FindAsync(HttpContext http, IPaymentRouter router)
    {
        if (Queries.Required(http.Request, "merchant", out var merchant) is { } noMerchant) return Answer.Problem(noMerchant);
        if (Queries.Required(http.Request, "merchantOrderNo", out var number) is { } noNumber) return Answer.Problem(noNumber);
        return await router.FindAsync(merchant, number) is { } order
            ? Answer.Of(PaymentView.Of(order), RouterApiJson.Default.PaymentView)
            : Answer.Problem(ApiErrors.OrderNumberNotFound(merchant, number));
    }

    private static async Task<IResult> QueryAsync(HttpContext http, string id, IPaymentRouter router)
    {
        if (Queries.Switch(http.Request, "ask", out var ask) is { } badAsk) return Answer.Problem(badAsk);
        if (Headers.Wait(http.Request, out var wait) is { } badWait) return Answer.Problem(badWait);
        var answer = await router.QueryAsync(id, ask, wait, http.RequestAborted);
        return answer.Error is { } error
            ? Answer.Problem(error, answer.Payment)
            : Answer.Of(PaymentView.Of(answer.Payment!), RouterApiJson.Default.PaymentView);
    }

    private static async Task<IResult> SwitchAsync(HttpContext http, string id, IPaymentRouter router)
    {
        var read = await JsonBody.ReadAsync(http, RouterApiJson.Default.AttemptBody);
        if (!read.IsGood(out var body, out var error)) return Answer.Problem(error);
        return PayCommands.Methods(body.Method, body.Methods, out var methods) is { } wrong
            ? Answer.Problem(wrong)
            : Answer.Payment(http, await router.SwitchAsync(new(id, methods, body.AuthCode), http.RequestAborted));
    }

    private static async Task<IResult> ContinueAsync(HttpContext http, string id, IPaymentRouter router)
    {
        var read = await JsonBody.ReadOptionalAsync(http, RouterApiJson.Default.ContinueBody, new(null));
        return read.IsGood(out var body, out var error)
            ? Answer.Payment(http, await router.ContinueAsync(new(id, body.Code), http.RequestAborted))
            : Answer.Problem(error);
    }

    private static async Task<IResult> CloseAsync(HttpContext http, string id, IPaymentRouter router) =>
        Answer.Payment(http, await router.CloseAsync(id, http.RequestAborted));
}
