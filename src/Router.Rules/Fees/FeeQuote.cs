namespace Router.Rules.Fees;

/// What an account costs for one payment: the fee in minor units, and the fee per million of the amount, rounded up.
public readonly record struct FeeQuote(long Fee, long FeePpm);
