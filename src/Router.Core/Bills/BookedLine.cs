using Router.Core.Orders;

namespace Router.Core.Bills;

/// <summary>What a bill's line is about.</summary>
/// <param name="Order">The order.</param>
/// <param name="Attempt">The attempt that the line names.</param>
/// <param name="IsArchived">It has left the store.</param>
/// <param name="Proofs">Takes what the line proves; null: it is only compared.</param>
internal sealed record BookedLine(PaymentOrder Order, Attempt Attempt, bool IsArchived, BillProofs? Proofs);
