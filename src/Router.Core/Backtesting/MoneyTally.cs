namespace Router.Core.Backtesting;

/// <summary>Sums of one currency, minor units. Wider than one payment's amounts, so that a million of the greatest fit.</summary>
/// <param name="AmountMinor">Amounts.</param>
/// <param name="FeeMinor">Fees, where the account has a fee row for the payment.</param>
public readonly record struct MoneyTally(Int128 AmountMinor, Int128 FeeMinor)
{
    internal MoneyTally Plus(Int128 amountMinor, Int128 feeMinor) => new(AmountMinor + amountMinor, FeeMinor + feeMinor);
}
