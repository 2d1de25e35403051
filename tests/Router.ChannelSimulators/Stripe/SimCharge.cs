namespace Router.ChannelSimulators.Stripe;

// The one successful charge of an intent.
internal sealed record SimCharge(string Id, long Created)
{
    public long Captured { get; set; }
}
