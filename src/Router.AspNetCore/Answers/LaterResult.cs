using Microsoft.AspNetCore.Http;

namespace Router.AspNetCore.Answers;

/// <summary>A refusal that says when to ask again.</summary>
internal sealed class LaterResult(IResult inner, string seconds) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.RetryAfter = seconds;
        return inner.ExecuteAsync(httpContext);
    }
}
