namespace Router.Core.Backtesting;

/// <summary>A share or a difference of shares with the interval that it lies in for 95 of 100 such sets of payments.</summary>
/// <param name="Mean">1 is all.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public sealed record Share95(double Mean, double Low, double High);
