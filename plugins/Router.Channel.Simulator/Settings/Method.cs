namespace Router.Channel.Simulator.Settings;

internal static class Method
{
    internal const string Qr = "sim.qr";
    internal const string Redirect = "sim.redirect";
    internal const string App = "sim.app";
    internal const string Barcode = "sim.barcode";
    internal const string Card = "sim.card";
}
