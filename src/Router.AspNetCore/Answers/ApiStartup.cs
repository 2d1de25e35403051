using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Router.AspNetCore.Answers;

/// <summary>
/// Puts the problem answers around everything, and builds the endpoint table at start: it would otherwise be built by the first request,
/// and one type missing from the JSON context would fail every request.
/// </summary>
internal sealed class ApiStartup : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<ProblemMiddleware>();
        next(app);
        foreach (var source in app.ApplicationServices.GetServices<EndpointDataSource>()) _ = source.Endpoints.Count;
    };
}
