using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Router.AspNetCore.Answers;
using Router.AspNetCore.Bodies;
using Router.AspNetCore.Input;
using Router.AspNetCore.Views;
using Router.Core.Payments;
using Router.Hosting.Operations;

namespace Router.AspNetCore.Endpoints;

/// <summary>Taking an account away for good.</summary>
internal static class RemovalEndpoints
{
    public static void Map(RouteGroupBuilder ops) =>
        ops.MapPost("/accounts/{id}/removal", RemoveAsync).Named("removeAccount", "Take an account away for good; by force where money hangs on it")
            .Accepts<RemovalBody>("application/json").Produces<RemovalView>().Refuses(400, 401, 403, 404, 409, 413, 415, 503);

    private static async Task<IResult> RemoveAsync(HttpContext http, string id, RouterOperations operations)
    {
        var read = await JsonBody.ReadAsync(http, RouterApiJson.Default.RemovalBody);
        if (!read.IsGood(out var body, out var error)) return Answer.Problem(error);
        if (body.Reason is not { Length: > 0 and <= 200 } reason) return Answer.Problem(RouterError.Invalid("reason", "reason must be 1 to 200 characters."));
        var by = OpsKeyFilter.Of(http);
        if (!by.IsPerson) return Answer.Problem(RouterError.SecondOperator("The shared key names nobody, so it removes nothing. Use a key of your own: router operators add NAME."));
        if (await operations.WhatHangsOnAsync(id) is not { } money) return Answer.Problem(ApiErrors.NoSuchAccount(id));
        if (!money.IsNone && body.Force != true) return Answer.Problem(Needed(money));
        var result = await operations.RemoveAccountAsync(money, by, reason);
        AuditNote.Add(http, new AuditNote(reason, After: body.Force == true ? "removed by force" : "removed"));
        return result.IsRemoved ? Answer.Of(RemovalView.Of(result), RouterApiJson.Default.RemovalView) : Answer.Problem(Needed(result.Money));
    }

    private static RouterError Needed(StrandedMoney money)
    {
        var names = money.PaymentIds.Count == 0 ? "" : $" First of them: {string.Join(", ", money.PaymentIds.Take(5))}.";
        return ApiErrors.AccountNeeded(
            $"{money.OpenPayments} open payments, {money.OpenRefunds} open refunds and {money.RefundableCaptures} captures that can be refunded "
            + $"({money.RefundWindow.TotalDays:0} days after payment) hang on account '{money.AccountId}'.{names} Drain it and wait, or remove it by force: they become cases.");
    }
}
