namespace Router.Channel.Alipay.Bills;

/// <summary>Sums over the rows of a bill, in fen, with the signs that the rows have.</summary>
internal sealed class BillTotals
{
    public long Payments { get; private set; }

    public long Refunds { get; private set; }

    public long Others { get; private set; }

    public long PaymentOrder { get; private set; }

    public long PaymentReceived { get; private set; }

    public long RefundOrder { get; private set; }

    public long RefundReceived { get; private set; }

    public long OtherReceived { get; private set; }

    public void AddPayment(long order, long received) => Add(new() { Payments = 1, PaymentOrder = order, PaymentReceived = received });

    public void AddRefund(long order, long received) => Add(new() { Refunds = 1, RefundOrder = order, RefundReceived = received });

    public void AddOther(long received) => Add(new() { Others = 1, OtherReceived = received });

    public void Add(BillTotals other)
    {
        checked
        {
            (Payments, Refunds, Others) = (Payments + other.Payments, Refunds + other.Refunds, Others + other.Others);
            (PaymentOrder, PaymentReceived) = (PaymentOrder + other.PaymentOrder, PaymentReceived + other.PaymentReceived);
            (RefundOrder, RefundReceived) = (RefundOrder + other.RefundOrder, RefundReceived + other.RefundReceived);
            OtherReceived += other.OtherReceived;
        }
    }
}
