using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Router.AspNetCore.Views;

namespace Router.AspNetCore.Endpoints;

/// <summary>What the OpenAPI document says of an endpoint.</summary>
internal static class EndpointText
{
    public static RouteHandlerBuilder Named(this RouteHandlerBuilder endpoint, string name, string summary) =>
        endpoint.WithName("Router." + name).WithSummary(summary);

    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses) endpoint.Produces<ProblemView>(status, "application/problem+json");
        return endpoint;
    }
}
