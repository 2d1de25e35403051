using Router.Abstractions;

namespace Router.Channel.PayPal.Orders;

/// <summary>What an authentic order says of the attempt. Pure.</summary>
internal static class OrderReading
{
    public static QueryResult Read(OrderView order, string method, OrderState state, DateTimeOffset now)
    {
        state = state with { OrderId = order.Id, AuthorizationId = state.AuthorizationId ?? (order.Authorizations is [var first, ..] ? first.Id : null) };
        var result = order.Captures.Count > 0 ? OfCaptures(order)
            : order.Authorizations.Count > 0 ? OfAuthorization(order)
            : OfOrder(order, method, state, now);
        return result with { State = state.Write() };
    }

    /// <summary>The same as the answer to a pay or a second step.</summary>
    public static ChannelResult AsPaid(QueryResult read) => read switch
    {
        { Status: AttemptStatus.Paid } => ChannelResult.Succeeded(read.ChannelTransactionId!, read.Captured!.Value, read.PaidAt, read.State),
        { Status: AttemptStatus.Pending } => new()
        {
            Outcome = PayOutcome.Pending,
            Fault = read.Fault,
            Action = read.Action,
            MustClose = read.MustClose,
            ReadyToContinue = read.ReadyToContinue,
            State = read.State,
        },
        { Status: AttemptStatus.Declined, Fault: { } fault } => new() { Outcome = PayOutcome.Declined, Fault = fault, State = read.State },
        _ => ChannelResult.Unknown(FaultStage.Answered, read.Fault?.RawCode ?? read.Status.ToString(), read.Fault?.RawMessage ?? "Only a query can tell.")
            with
        { State = read.State },
    };

    // The one that brought money counts; two that did are for people.
    private static QueryResult OfCaptures(OrderView order)
    {
        var paid = order.Captures.Where(c => StatusTable.Captures.GetValueOrDefault(c.Status) == AttemptStatus.Paid).ToList();
        if (paid.Count > 1) return QueryResult.Unknown("two-captures", $"The order has the captures {paid[0].Id} and {paid[1].Id}.");
        if (paid.Count == 1)
        {
            return paid[0].Amount is { Minor: > 0 } amount
                ? new() { Status = AttemptStatus.Paid, ChannelTransactionId = paid[0].Id, Captured = amount, PaidAt = paid[0].At }
                : QueryResult.Unknown("no-amount", "The capture names no amount.");
        }

        var last = order.Captures[^1];
        if (order.Captures.Any(c => !StatusTable.Captures.ContainsKey(c.Status))) return QueryResult.Unknown(last.Status, "A capture in a state that is not known.");
        if (order.Captures.Any(c => StatusTable.Captures[c.Status] == AttemptStatus.Pending)) return new() { Status = AttemptStatus.Pending };
        var fault = new ChannelFault(FaultStage.Answered, FaultBlame.Payer, last.Status, "The capture was refused.");
        return order.Status == "COMPLETED" && order.Authorizations.Count == 0
            ? new() { Status = AttemptStatus.Declined, Fault = fault }
            : new() { Status = AttemptStatus.Pending, MustClose = true, Fault = fault };
    }

    private static QueryResult OfAuthorization(OrderView order)
    {
        var last = order.Authorizations[^1];
        if (!StatusTable.Authorizations.TryGetValue(last.Status, out var status))
            return QueryResult.Unknown(last.Status, "An authorisation in a state that is not known.");
        if (status == AttemptStatus.Pending) return new() { Status = status };
        var fault = new ChannelFault(FaultStage.Answered, FaultBlame.Payer, last.Status, "The authorisation was refused.");
        if (order.Status != "COMPLETED") return new() { Status = AttemptStatus.Pending, MustClose = true, Fault = fault };
        return new() { Status = status, Fault = status == AttemptStatus.Declined ? fault : null };
    }

    private static QueryResult OfOrder(OrderView order, string method, OrderState state, DateTimeOffset now)
    {
        if (!StatusTable.Orders.TryGetValue(order.Status, out var status))
            return QueryResult.Unknown(order.Status, "An order in a state that is not known, or completed without a payment to be seen.");
        if (status != AttemptStatus.Pending) return new() { Status = status };

        // A close turned the intent round: PayPal refuses the step that would take the money (ACTION_DOES_NOT_MATCH_INTENT). A step that PayPal
        // had begun before may still end, so an approved order is closed only some time later.
        if (order.Intent == Methods.OtherIntent(method))
            return order.Status != "APPROVED" || now >= state.ClosedFrom
                ? new() { Status = AttemptStatus.Closed }
                : new() { Status = AttemptStatus.Pending, MustClose = true, Fault = new(FaultStage.Answered, FaultBlame.Request, "closing", "It was closed a moment ago; a capture that was under way may still end.") };
        return new()
        {
            Status = AttemptStatus.Pending,
            Action = ActionOf(order),
            ReadyToContinue = order.Status == "APPROVED",
        };
    }

    /// <returns>Null where the order shows no usable link.</returns>
    public static PayAction? ActionOf(OrderView order) =>
        Uri.TryCreate(order.ActionUrl, UriKind.Absolute, out var url) && (url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback))
            ? new(PayActionKind.Redirect, url.AbsoluteUri)
            : null;
}
