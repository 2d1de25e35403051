using Router.Abstractions;

namespace Router.Channel.PayPal;

/// <summary>What one code means.</summary>
/// <param name="Blame">Whose doing.</param>
/// <param name="Create">Answering the creation of an order.</param>
/// <param name="Take">Answering a capture or an authorisation.</param>
/// <param name="Refund">Answering a refund.</param>
internal sealed record ErrorRow(FaultBlame Blame, Verdict Create, Verdict Take, Verdict Refund);
