using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Router.AspNetCore.Answers;
using Router.AspNetCore.Bodies;
using Router.AspNetCore.Input;
using Router.AspNetCore.Views;
using Router.Core.Payments;
using Router.Core.Refunds;

namespace Router.AspNetCore.Endpoints;

internal static class RefundEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapPost("/payments/{id}/refunds", RefundAsync).Named("refund", "Give back all or part of a payment")
            .Accepts<RefundBody>("application/json")
            .Produces<RefundView>(201).Produces<RefundView>(200).Produces<RefundView>(202).Refuses(400, 404, 409, 413, 415, 422, 503);
        v1.MapGet("/refunds/{id}", QueryAsync).Named("getRefund", "A refund as it stands").Produces<RefundView>().Refuses(400, 404, 503);
    }

    private static async Task<IResult> RefundAsync(HttpContext http, string id, IRefundRouter refunds)
    {
        var key = Headers.IdempotencyKey(http.Request);
        if (key.Length == 0) return Answer.Problem(RouterError.NoKey());
        var read = await JsonBody.ReadAsync(http, RouterApiJson.Default.RefundBody);
        if (!read.IsGood(out var body, out var error)) return Answer.Problem(error);
        if (body.Amount is null) return Answer.Problem(RouterError.Invalid("amount", "amount is missing; write a whole number of minor units above zero."));
        var command = new RefundCommand
        {
            PaymentId = id,
            MerchantRefundNo = body.MerchantRefundNo ?? "",
            AmountMinor = body.Amount.Value,
            Reason = body.Reason,
            IdempotencyKey = key,
        };
        return Answer.Refund(http, await refunds.RefundAsync(command, http.RequestAborted), isNew: true);
    }

    private static async Task<IResult> QueryAsync(HttpContext http, string id, IRefundRouter refunds) =>
        Queries.Switch(http.Request, "ask", out var ask) is { } wrong
            ? Answer.Problem(wrong)
            : Answer.Refund(http, await refunds.QueryAsync(id, ask, http.RequestAborted));
}
