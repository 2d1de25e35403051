namespace Router.Channel.Simulator.Buyers;

// What a buyer will do, decided when he gets his action and written with the order.
internal sealed record BuyerPlan(string Does, DateTimeOffset? OpenAt, DateTimeOffset? ActAt)
{
    internal const string Pay = "pay";
    internal const string Late = "late";
    internal const string Never = "never";
    internal const string Abandon = "abandon";
    internal const string Refused = "refused";

    // A barcode without password: paid in the instant of the call.
    internal const string AtOnce = "atOnce";
}
