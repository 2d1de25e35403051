namespace Router.Bench.Payments;

/// <summary>What the embedded payment costs.</summary>
/// <param name="PaymentsPerSecond">All callers together.</param>
/// <param name="P50Ms">Half were answered within.</param>
/// <param name="P99Ms">All but one in a hundred.</param>
/// <param name="AllocatedBytes">By each payment.</param>
/// <param name="CpuMicroseconds">Of processor for each payment, its caller's included: also on a busy machine hardly more than on an idle one.</param>
internal sealed record PaymentsRow(double PaymentsPerSecond, double P50Ms, double P99Ms, long AllocatedBytes, double CpuMicroseconds);
