namespace Router.Channel.Simulator.Settings;

// The names of the calls, as the settings write them.
internal static class Operation
{
    internal const string Pay = "pay";
    internal const string Continue = "continue";
    internal const string Query = "query";
    internal const string Close = "close";
    internal const string Refund = "refund";
    internal const string Bill = "bill";
    internal const string Probe = "probe";

    internal static readonly string[] All = [Pay, Continue, Query, Close, Refund, Bill, Probe];
}
