namespace Router.ChannelSimulators.Stripe;

// A balance transaction: what a day's bill is made of.
internal sealed record SimEntry(string Id, string Type, string Category, long Amount, long Fee, string Currency, long Created, SimIntent? Charge = null, SimRefund? Refund = null);
