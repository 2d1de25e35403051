namespace Router.AspNetCore.Bodies;

/// <param name="Decision">paid, notPaid, refund, refunded, notRefunded or settledOutside.</param>
/// <param name="Reason">Why.</param>
/// <param name="Evidence">What was seen, and where it can be seen again.</param>
/// <param name="TransactionId">The channel's id of the capture or refund.</param>
/// <param name="StillPayable">For notPaid where the channel never ends the attempt by itself: true says that the proposer knows it can still be paid.</param>
internal sealed record DecisionBody(string? Decision, string? Reason, string? Evidence, string? TransactionId, bool? StillPayable = null);
