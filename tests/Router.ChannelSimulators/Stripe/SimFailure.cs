namespace Router.ChannelSimulators.Stripe;

// Ends a request with an error.
internal sealed class SimFailure(SimError error) : Exception(error.Message)
{
    public SimError Error { get; } = error;
}
