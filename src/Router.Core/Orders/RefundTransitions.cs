namespace Router.Core.Orders;

/// <summary>Which refund states may follow which. Anything else is a defect and throws.</summary>
public static class RefundTransitions
{
    private static readonly RefundState[] s_open = [RefundState.Processing, RefundState.InDoubt, RefundState.Suspense];
    private static readonly RefundState[] s_final = [RefundState.Succeeded, RefundState.Failed, RefundState.Closed];

    public static bool Allows(RefundState from, RefundState to) =>
        from == to || (!s_final.Contains(from) && (s_open.Contains(to) || s_final.Contains(to)));

    /// <exception cref="InvalidOperationException">The move is not in the table.</exception>
    public static RefundOrder To(this RefundOrder refund, RefundState state, string? reasonCode = null, string? reasonText = null)
    {
        if (!Allows(refund.State, state)) throw new InvalidOperationException($"Refund {refund.Id} may not go from {refund.State} to {state}.");
        return refund with { State = state, ReasonCode = reasonCode, ReasonText = reasonText };
    }
}
