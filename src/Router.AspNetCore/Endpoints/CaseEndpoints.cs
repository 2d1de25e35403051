using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Router.AspNetCore.Answers;
using Router.AspNetCore.Bodies;
using Router.AspNetCore.Input;
using Router.AspNetCore.Views;
using Router.Core.Cases;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Store;

namespace Router.AspNetCore.Endpoints;

/// <summary>What the engine must not decide alone, and the two people who do.</summary>
internal static class CaseEndpoints
{
    public static void Map(RouteGroupBuilder ops)
    {
        ops.MapGet("/cases", ListAsync).Named("cases", "Open cases with what people may decide and what the engine does next; ?merchant= &before= &limit=")
            .Produces<OpenCaseListView>().Refuses(400, 401, 503);
        ops.MapGet("/orders/{id}/cases", OfAsync).Named("orderCases", "All cases of an order, answered ones too")
            .Produces<OpenCaseListView>().Refuses(401, 404, 503);
        ops.MapPost("/orders/{id}/cases/{number:int}/proposals", ProposeAsync).Named("proposeDecision", "Propose how a case ends; nothing happens before another operator approves")
            .Accepts<DecisionBody>("application/json").Produces<OpenCaseView>().Refuses(400, 401, 403, 404, 409, 413, 415, 503);
        ops.MapPost("/orders/{id}/cases/{number:int}/approval", ApproveAsync).Named("approveDecision", "Approve another operator's proposal; it takes effect")
            .Accepts<ApprovalBody>("application/json").Produces<OpenCaseView>().Refuses(400, 401, 403, 404, 409, 413, 415, 503);
    }

    private static async Task<IResult> ListAsync(HttpContext http, CaseDesk desk, TimeProvider time)
    {
        if (OrderEndpoints.Filter(http.Request, out var filter) is { } wrong) return Answer.Problem(wrong);
        var (cases, before) = await desk.ListAsync(filter);
        return List(cases, before, time);
    }

    private static async Task<IResult> OfAsync(string id, IOrderStore store, CaseDesk desk, TimeProvider time) =>
        await store.FindPaymentAsync(id) is { } order ? List(await desk.OfAsync(order), null, time) : Answer.Problem(RouterError.PaymentNotFound(id));

    private static async Task<IResult> ProposeAsync(HttpContext http, string id, int number, CaseDesk desk, TimeProvider time)
    {
        var read = await JsonBody.ReadAsync(http, RouterApiJson.Default.DecisionBody);
        if (!read.IsGood(out var body, out var error)) return Answer.Problem(error);
        var all = Enum.GetValues<CaseDecision>();
        var decision = all.Cast<CaseDecision?>().FirstOrDefault(d => Words.Camel(d!.Value) == body.Decision);
        if (decision is null) return Answer.Problem(RouterError.Invalid("decision", $"decision must be one of {string.Join(", ", all.Select(Words.Camel))}."));
        var answer = await desk.ProposeAsync(new()
        {
            PaymentId = id,
            CaseNumber = number,
            Decision = decision.Value,
            Reason = body.Reason ?? "",
            Evidence = body.Evidence ?? "",
            TransactionId = body.TransactionId,
            KnowsStillPayable = body.StillPayable == true,
            By = OpsKeyFilter.Of(http),
        });
        AuditNote.Add(http, new(body.Reason, After: $"case {number}: {body.Decision} proposed"));
        return Of(answer, time);
    }

    private static async Task<IResult> ApproveAsync(HttpContext http, string id, int number, CaseDesk desk, TimeProvider time)
    {
        var read = await JsonBody.ReadAsync(http, RouterApiJson.Default.ApprovalBody);
        if (!read.IsGood(out var body, out var error)) return Answer.Problem(error);
        if (body.Proposal is not { } proposal) return Answer.Problem(RouterError.Invalid("proposal", "proposal is missing; write the number of the proposal that you have read."));
        var answer = await desk.ApproveAsync(new(id, number, proposal, OpsKeyFilter.Of(http)));
        AuditNote.Add(http, new(null, After: $"case {number}: proposal {proposal} approved"));
        return Of(answer, time);
    }

    private static IResult List(IReadOnlyList<CaseStanding> cases, string? before, TimeProvider time) => Answer.Of(
        new(Success.Code, Success.Message, [.. cases.Select(c => OpenCaseView.Of(c, time.GetUtcNow()))], before), RouterApiJson.Default.OpenCaseListView);

    private static IResult Of(CaseAnswer answer, TimeProvider time) =>
        answer.Error is { } error ? Answer.Problem(error) : Answer.Of(OpenCaseView.Of(answer.Case!, time.GetUtcNow()), RouterApiJson.Default.OpenCaseView);
}
