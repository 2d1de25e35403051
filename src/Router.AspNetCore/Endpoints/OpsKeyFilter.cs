using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Router.AspNetCore.Answers;
using Router.AspNetCore.Input;
using Router.Core.Cases;
using Router.Hosting.Operations;

namespace Router.AspNetCore.Endpoints;

/// <summary>Lets only holders of an operator's key in, and remembers who it is.</summary>
internal sealed class OpsKeyFilter : IEndpointFilter
{
    private const string Scheme = "Bearer ";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var operations = http.RequestServices.GetRequiredService<RouterOperations>();
        var sent = http.Request.Headers.Authorization.ToString();
        if (sent.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && operations.OperatorOf(sent[Scheme.Length..].Trim()) is { } who)
        {
            http.Items[typeof(Operator)] = who;
            return await next(context);
        }

        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Answer.Problem(ApiErrors.NoOpsKey());
    }

    /// <summary>Who asks; only behind this filter.</summary>
    public static Operator Of(HttpContext http) => (Operator)http.Items[typeof(Operator)]!;
}
