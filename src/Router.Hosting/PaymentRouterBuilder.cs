using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Router.Core.Risk;

namespace Router.Hosting;

/// <summary>Goes on with what <c>AddPaymentRouter</c> began. A risk gate must be chosen; there is no default.</summary>
/// <param name="services">The services.</param>
public sealed class PaymentRouterBuilder(IServiceCollection services)
{
    /// <summary>The services.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>Lets every payment pass the risk step.</summary>
    public PaymentRouterBuilder AllowAllRisk() => UseRiskGate<AllowAllRiskGate>();

    /// <summary>Asks this gate before anything is sent.</summary>
    /// <typeparam name="TGate">The gate; one instance, thread-safe.</typeparam>
    public PaymentRouterBuilder UseRiskGate<TGate>()
        where TGate : class, IRiskGate
    {
        Services.Replace(ServiceDescriptor.Singleton<IRiskGate, TGate>());
        return this;
    }
}
