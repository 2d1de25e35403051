using Router.Abstractions;

namespace Router.Channel.UnionPay;

/// <summary>What a respCode proves of a pay and of a refund, and whose doing it is.</summary>
internal sealed record CodeMeaning(string Code, PayOutcome Pay, RefundOutcome Refund, FaultBlame Blame);
