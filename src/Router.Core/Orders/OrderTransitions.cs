namespace Router.Core.Orders;

/// <summary>Which payment states may follow which. Anything else is a defect and throws.</summary>
public static class OrderTransitions
{
    private static readonly PaymentState[][] s_allowed = Table();

    public static bool Allows(PaymentState from, PaymentState to) => from == to || s_allowed[(int)from].Contains(to);

    /// <exception cref="InvalidOperationException">The move is not in the table.</exception>
    public static PaymentOrder To(this PaymentOrder order, PaymentState state, string? reasonCode = null, string? reasonText = null)
    {
        if (!Allows(order.State, state)) throw new InvalidOperationException($"Payment {order.Id} may not go from {order.State} to {state}.");
        return order with { State = state, ReasonCode = reasonCode, ReasonText = reasonText };
    }

    private static PaymentState[][] Table()
    {
        var table = new PaymentState[Enum.GetValues<PaymentState>().Length][];
        table[(int)PaymentState.Created] = [PaymentState.Challenged, PaymentState.Paying, PaymentState.Failed, PaymentState.Closed];
        table[(int)PaymentState.Challenged] = [PaymentState.Paying, PaymentState.Failed, PaymentState.Closed];
        table[(int)PaymentState.Paying] =
            [PaymentState.InDoubt, PaymentState.Suspense, PaymentState.Succeeded, PaymentState.Failed, PaymentState.Closed];
        table[(int)PaymentState.InDoubt] =
            [PaymentState.Paying, PaymentState.Suspense, PaymentState.Succeeded, PaymentState.Failed, PaymentState.Closed];
        table[(int)PaymentState.Suspense] =
            [PaymentState.Paying, PaymentState.InDoubt, PaymentState.Succeeded, PaymentState.Failed, PaymentState.Closed];
        table[(int)PaymentState.Succeeded] = [];
        table[(int)PaymentState.Failed] = [];
        table[(int)PaymentState.Closed] = [];
        return table;
    }
}
