using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Router.AspNetCore.Answers;
using Router.AspNetCore.Input;
using Router.Hosting.Operations;

namespace Router.AspNetCore.Endpoints;

/// <summary>Lets only holders of the operator's key in.</summary>
internal sealed class OpsKeyFilter : IEndpointFilter
{
    private const string Scheme = "Bearer ";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var operations = http.RequestServices.GetRequiredService<RouterOperations>();
        var sent = http.Request.Headers.Authorization.ToString();
        if (sent.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && operations.IsOpsKey(sent[Scheme.Length..].Trim())) return await next(context);
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Answer.Problem(ApiErrors.NoOpsKey());
    }
}
