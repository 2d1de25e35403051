namespace Router.Load.Records;

/// <summary>One request to give money back.</summary>
internal sealed class AskedRefund(string paymentId, string number, string key, long amount)
{
    public string PaymentId => paymentId;
    public string Number => number;
    public string Key => key;
    public long Amount => amount;

    /// <summary>As acknowledged; null: it was not.</summary>
    public string? RefundId { get; set; }

    /// <summary>The last acknowledged state.</summary>
    public string? State { get; set; }
}
