using Router.ChannelSimulators.Stripe;
using Router.TestKit.Compliance;

namespace Router.Channel.Stripe.Tests.Bench;

/// <summary>Spoils the request whose path ends so, not just the next one.</summary>
internal sealed class WireAt(StripeSimulator stripe) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    private (string Ending, WireFault Fault)? _planned;

    public bool RefusesConnections { get; set; }

    public List<string> Sent { get; } = [];

    public void Plan(string ending, WireFault fault) => _planned = (ending, fault);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        Sent.Add($"{request.Method} {path}");
        if (_planned is { } plan && path.EndsWith(plan.Ending, StringComparison.Ordinal))
        {
            _planned = null;
            stripe.Inject(plan.Fault);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
