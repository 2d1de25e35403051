namespace Router.Core.Backtesting;

/// <summary>Fees of one currency under the old rules and the new, minor units.</summary>
/// <param name="OldMinor">Under the old.</param>
/// <param name="NewMinor">Under the new.</param>
public readonly record struct FeeTally(Int128 OldMinor, Int128 NewMinor)
{
    internal FeeTally Plus(FeeTally other) => new(OldMinor + other.OldMinor, NewMinor + other.NewMinor);
}
