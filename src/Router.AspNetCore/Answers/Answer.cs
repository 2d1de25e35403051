using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Router.AspNetCore.Views;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Refunds;

namespace Router.AspNetCore.Answers;

/// <summary>Turns what the engine answers into HTTP.</summary>
internal static class Answer
{
    private const string WaitSeconds = "1";

    public static IResult Of<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) => Results.Json(value, type, statusCode: status);

    public static IResult Problem(RouterError error, PaymentOrder? payment = null)
    {
        var problem = Results.Json(ProblemOf(error, payment), RouterApiJson.Default.ProblemView, "application/problem+json", error.Status);
        return error.Status == StatusCodes.Status503ServiceUnavailable ? new LaterResult(problem, WaitSeconds) : problem;
    }

    public static ProblemView ProblemOf(RouterError error, PaymentOrder? payment = null)
    {
        var open = payment is null ? null : PaymentView.Of(payment);
        return new()
        {
            Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(error.Status),
            Status = error.Status,
            Detail = error.Message,
            Code = error.Code,
            Message = error.Message,
            Field = error.Field,
            PaymentId = open?.PaymentId,
            State = open?.State,
            PayableUntil = open?.PayableUntil,
            Action = open?.Action,
        };
    }

    /// <summary>After a call that may have made or changed a payment.</summary>
    /// <param name="http">For the headers.</param>
    /// <param name="answer">What the engine says.</param>
    /// <param name="isNew">True where success means that the payment is new.</param>
    public static IResult Payment(HttpContext http, PaymentAnswer answer, bool isNew = false)
    {
        if (answer.Error is { } error) return Problem(error, answer.Payment);
        var order = answer.Payment!;
        if (answer.IsReplay) http.Response.Headers["Idempotent-Replayed"] = "true";
        var status = isNew && !answer.IsReplay ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        if (answer.IsWorking || order.State == PaymentState.InDoubt || order is { IsFinal: false, End: not EndIntent.None })
        {
            http.Response.Headers.RetryAfter = WaitSeconds;
            status = StatusCodes.Status202Accepted;
        }

        if (isNew) http.Response.Headers.Location = $"{http.Request.PathBase}{http.Request.Path}/{order.Id}";
        return Of(PaymentView.Of(order, answer.IsReplay), RouterApiJson.Default.PaymentView, status);
    }

    public static IResult Refund(HttpContext http, RefundAnswer answer, bool isNew = false)
    {
        if (answer.Error is { } error) return Problem(error);
        var refund = answer.Refund!;
        if (answer.IsReplay) http.Response.Headers["Idempotent-Replayed"] = "true";
        var status = isNew && !answer.IsReplay ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        if (isNew && !refund.IsFinal)
        {
            http.Response.Headers.RetryAfter = WaitSeconds;
            status = StatusCodes.Status202Accepted;
        }

        return Of(RefundView.Of(refund, answer.IsReplay), RouterApiJson.Default.RefundView, status);
    }
}
