namespace Router.Channel.Simulator.Ledgers;

/// <summary>A notification that is owed to the merchant.</summary>
internal sealed class Delivery(string message, string what, string number, DateTimeOffset due)
{
    internal const string Paid = "paid";
    internal const string Approved = "approved";
    internal const string RefundDone = "refund";
    internal const string Forged = "forged";

    internal string Message { get; } = message;

    internal string What { get; } = what;

    /// <summary>The attempt's number; the refund's for <see cref="RefundDone"/>.</summary>
    internal string Number { get; } = number;

    internal DateTimeOffset Due { get; set; } = due;

    internal int Tries { get; set; }

    internal bool Done { get; set; }

    internal bool InFlight { get; set; }

    internal bool WasDelayed { get; set; }
}
