using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Router.AspNetCore.Answers;
using Router.AspNetCore.Endpoints;
using Router.Hosting.Operations;

namespace Router.AspNetCore;

/// <summary>The HTTP API of the payment router.</summary>
public static class PaymentRouterApi
{
    /// <summary>
    /// Adds what the API needs: its JSON, its OpenAPI document, and problem details around every error. Needs <c>AddPaymentRouter</c>.
    /// </summary>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddPaymentRouterApi(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, RouterApiJson.Default));
        services.AddOpenApi("v1");
        services.TryAddEnumerable(ServiceDescriptor.Transient<IStartupFilter, ApiStartup>());
        return services;
    }

    /// <summary>
    /// Maps <c>/v1</c>, <c>/ops/v1</c>, <c>/healthz</c> and <c>/openapi/v1.json</c>. The operator's addresses ask for his key; the others
    /// ask for nothing, so listen on loopback only or put your own authorization on the group that is returned.
    /// </summary>
    /// <param name="endpoints">Where to map.</param>
    /// <returns>All mapped endpoints.</returns>
    /// <exception cref="InvalidOperationException">What it needs was not registered.</exception>
    public static IEndpointConventionBuilder MapPaymentRouter(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        CheckRegistered(endpoints.ServiceProvider);
        var root = endpoints.MapGroup("").WithMetadata(RouterEndpoint.Mark);
        var v1 = root.MapGroup("/v1").WithTags("payments");
        PaymentEndpoints.Map(v1);
        RefundEndpoints.Map(v1);
        BillEndpoints.Map(v1);
        RouteEndpoints.Map(v1);
        NotifyEndpoints.Map(v1);
        var ops = root.MapGroup("/ops/v1").WithTags("operations").AddEndpointFilter<OpsKeyFilter>().AddEndpointFilter<AuditFilter>();
        OpsEndpoints.Map(ops);
        AccountOrderEndpoints.Map(ops);
        RemovalEndpoints.Map(ops);
        OrderEndpoints.Map(ops);
        StoreEndpoints.Map(ops);
        CaseEndpoints.Map(ops);
        AuditEndpoints.Map(ops);
        AlarmEndpoints.Map(ops);
        ReconcileEndpoints.Map(ops);
        HealthzEndpoints.Map(root);
        root.MapOpenApi("/openapi/{documentName}.json");
        return root;
    }

    private static void CheckRegistered(IServiceProvider services)
    {
        if (!services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(RouterOperations)))
            throw new InvalidOperationException("MapPaymentRouter() needs the router: call services.AddPaymentRouter(…) before Build().");
        if (!services.GetServices<IStartupFilter>().Any(filter => filter is ApiStartup))
            throw new InvalidOperationException("MapPaymentRouter() needs its JSON and its problem answers: call services.AddPaymentRouterApi() before Build().");
    }
}
