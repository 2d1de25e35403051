namespace Router.Channel.Simulator.Ledgers;

// A notification that is owed to the merchant.
internal sealed class Delivery(string message, string what, string number, DateTimeOffset due)
{
    internal const string Paid = "paid";
    internal const string Approved = "approved";
    internal const string RefundDone = "refund";
    internal const string Forged = "forged";

    internal string Message { get; } = message;

    internal string What { get; } = what;

    // The attempt's number; the refund's for RefundDone.
    internal string Number { get; } = number;

    internal DateTimeOffset Due { get; set; } = due;

    internal int Tries { get; set; }

    internal bool Done { get; set; }

    internal bool InFlight { get; set; }

    internal bool WasDelayed { get; set; }
}
