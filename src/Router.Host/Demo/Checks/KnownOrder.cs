namespace Router.Host.Demo.Checks;

/// <summary>One payment as its merchant knows it: what he asked for, and what he was told. Amounts are minor units.</summary>
/// <param name="Merchant">The merchant.</param>
/// <param name="OrderNo">His number.</param>
/// <param name="Amount">What the buyer owes.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="State">The acknowledged payment as it stands: "succeeded", "closed", …; "missing" where it is gone.</param>
/// <param name="Told">The last state that the merchant was told; null: none.</param>
/// <param name="HasOpenCase">True where people have been asked to look at it.</param>
/// <param name="Attempts">The numbers under which channels were asked.</param>
/// <param name="Winner">The attempt that paid it.</param>
/// <param name="Refunds">Everything that was to be given back.</param>
internal sealed record KnownOrder(
    string Merchant, string OrderNo, long Amount, string Currency, string State, string? Told, bool HasOpenCase, IReadOnlyList<string> Attempts,
    string? Winner, IReadOnlyList<KnownRefund> Refunds);

/// <summary>One refund.</summary>
/// <param name="Number">The number that the channel was given.</param>
/// <param name="Attempt">The attempt it gives back from.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="State">"succeeded", "processing", …</param>
internal sealed record KnownRefund(string Number, string Attempt, long Amount, string State);
