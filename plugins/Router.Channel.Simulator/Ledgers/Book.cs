using Router.Abstractions;

namespace Router.Channel.Simulator.Ledgers;

// The ledger's content in memory. It changes by Apply alone, so that reading the file again gives the same.
internal sealed class Book
{
    // Deliveries wait a moment, as a channel's own message queue does.
    private static readonly TimeSpan s_messageDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan[] s_retryDelays =
    [
        TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
    ];

    private readonly SortedSet<int> _serving = [];

    internal Dictionary<string, ChannelOrder> Orders { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, ChannelRefund> Refunds { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, Delivery> Deliveries { get; } = new(StringComparer.Ordinal);

    internal List<Booking> Bookings { get; } = [];

    // What buyers and refunds will do.
    internal DueQueue Plans { get; } = new();

    // What has to be delivered.
    internal DueQueue Mail { get; } = new();

    internal int LastInstance { get; private set; }

    // The newest instance that has not retired; 0 where none.
    internal int ServingInstance => _serving.Max;

    internal void Apply(LedgerEvent line)
    {
        switch (line.Kind)
        {
            case LedgerKind.Serve:
                LastInstance = Math.Max(LastInstance, line.Instance ?? 0);
                _serving.Add(line.Instance ?? 0);
                return;
            case LedgerKind.Retire:
                _serving.Remove(line.Instance ?? 0);
                return;
            case LedgerKind.Link:
            case LedgerKind.Order:
                AddOrder(line);
                return;
            case LedgerKind.Notify:
                ApplyNotify(line);
                return;
            default:
                if (line.Attempt is not null && Orders.TryGetValue(line.Attempt, out var order)) ApplyToOrder(order, line);
                else if (line is { Kind: LedgerKind.RefundFail, Refund: { } number }) RefundOf(number, line).Fail(RefusalOf(line));
                return;
        }
    }

    private void AddOrder(LedgerEvent line)
    {
        if (line is not { Attempt: { } number, Method: { } method, Amount: { } minor, PayableUntil: { } until }) return;
        if (!Currency.TryParse(line.Currency, out var currency) || Orders.ContainsKey(number)) return;
        var born = line.Kind == LedgerKind.Order;
        Orders.Add(number, new ChannelOrder(number, method, new Money(minor, currency), line.At, until)
        {
            NotifyUrl = line.NotifyUrl,
            Plan = line.Plan ?? "",
            OpenAt = line.OpenAt,
            PlanAt = line.PlanAt,
            Status = born ? OrderStatus.Payable : OrderStatus.Unborn,
        });
        if (line.OpenAt is { } openAt) Plans.Add(DueKind.Open, number, openAt);
        if (line.PlanAt is { } planAt) Plans.Add(DueKind.Act, number, planAt);
    }

    private void ApplyToOrder(ChannelOrder order, LedgerEvent line)
    {
        switch (line.Kind)
        {
            case LedgerKind.Open:
                order.Status = OrderStatus.Payable;
                break;
            case LedgerKind.Approve:
                order.Status = OrderStatus.Approved;
                order.Acted = true;
                Owe(Delivery.Approved, order.Number, line.At);
                break;
            case LedgerKind.Refuse:
                order.Acted = true;
                if (order.Status == OrderStatus.Payable) order.Refusal = RefusalOf(line);
                break;
            case LedgerKind.Decline:
                order.Status = OrderStatus.Declined;
                order.Acted = true;
                order.Refusal = RefusalOf(line);
                break;
            case LedgerKind.Capture:
                Capture(order, line);
                break;
            case LedgerKind.Close:
                order.Status = OrderStatus.Closed;
                break;
            case LedgerKind.Reverse:
                order.Status = OrderStatus.Reversed;
                Bookings.Add(new(BillLineKind.Refund, order.Number, null, order.Txn ?? "", order.Amount, new Money(-order.Fee, order.Amount.Currency), line.At, "REVERSED"));
                break;
            case LedgerKind.RefundAccept or LedgerKind.Refund or LedgerKind.RefundFail when line.Refund is not null:
                ApplyRefund(order, line.Refund, line);
                break;
        }
    }

    private void Capture(ChannelOrder order, LedgerEvent line)
    {
        order.Status = OrderStatus.Paid;
        order.Acted = true;
        order.Txn = line.Txn;
        order.Fee = line.Fee ?? 0;
        order.PaidAt = line.At;
        order.ContinuationKey = line.Key;
        Bookings.Add(new(BillLineKind.Payment, order.Number, null, line.Txn ?? "", order.Amount, new Money(order.Fee, order.Amount.Currency), line.At, "SUCCESS"));
        Owe(Delivery.Paid, order.Number, line.At);
    }

    private void ApplyRefund(ChannelOrder order, string number, LedgerEvent line)
    {
        var held = Refunds.ContainsKey(number);
        var refund = RefundOf(number, line);
        if (held && line.Kind == LedgerKind.RefundFail) order.RefundedMinor -= refund.Amount.Minor;
        if (!held && line.Kind != LedgerKind.RefundFail) order.RefundedMinor += refund.Amount.Minor;
        switch (line.Kind)
        {
            case LedgerKind.RefundAccept:
                refund.DueAt = line.PlanAt;
                if (line.PlanAt is { } at) Plans.Add(DueKind.Refund, number, at);
                break;
            case LedgerKind.Refund:
                refund.Outcome = RefundOutcome.Succeeded;
                refund.Txn = line.Txn;
                refund.DoneAt = line.At;
                Bookings.Add(new(BillLineKind.Refund, order.Number, number, order.Txn ?? "", refund.Amount, null, line.At, "REFUND"));
                Owe(Delivery.RefundDone, number, line.At);
                break;
            case LedgerKind.RefundFail:
                refund.Fail(RefusalOf(line));
                break;
        }
    }

    private ChannelRefund RefundOf(string number, LedgerEvent line)
    {
        if (Refunds.TryGetValue(number, out var known)) return known;
        var currency = Currency.TryParse(line.Currency, out var read) ? read : default;
        var refund = new ChannelRefund(number, line.Attempt ?? "", new Money(line.Amount ?? 0, currency));
        Refunds.Add(number, refund);
        return refund;
    }

    private void Owe(string what, string number, DateTimeOffset at)
    {
        var message = $"{what}-{number}";
        var due = at + s_messageDelay;
        if (Deliveries.TryAdd(message, new Delivery(message, what, number, due))) Mail.Add(DueKind.Deliver, message, due);
    }

    private void ApplyNotify(LedgerEvent line)
    {
        if (line.Message is null || !Deliveries.TryGetValue(line.Message, out var delivery)) return;
        delivery.Tries = Math.Max(delivery.Tries, line.Try ?? 0);
        // A lost message has no status at all, since nobody was asked.
        if (line.Status is null or (>= 200 and < 300) || line.What == Delivery.Forged || delivery.Tries > s_retryDelays.Length)
        {
            delivery.Done = true;
            return;
        }

        delivery.Due = line.At + s_retryDelays[Math.Max(delivery.Tries - 1, 0)];
        Mail.Add(DueKind.Deliver, delivery.Message, delivery.Due);
    }

    private static ChannelFault RefusalOf(LedgerEvent line) => new(
        FaultStage.Answered,
        Enum.TryParse<FaultBlame>(line.Blame, ignoreCase: true, out var blame) ? blame : FaultBlame.Channel,
        line.Code ?? "",
        line.Text ?? "",
        line.RetryAfterMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null);
}
