using Router.Abstractions;

namespace Router.ChannelSimulators.UnionPay;

/// <summary>A payment or refund as the simulated UnionPay has it.</summary>
internal sealed class Transaction(Dictionary<string, string> request, string traceNo)
{
    /// <summary>The request as it came.</summary>
    public Dictionary<string, string> Request { get; } = request;

    public string TraceNo { get; } = traceNo;

    public string Merchant => Request["merId"];

    public string OrderId => Request["orderId"];

    public string TxnTime => Request["txnTime"];

    public bool IsRefund => Request["txnType"] == "04";

    public Money Amount => new(long.Parse(Request["txnAmt"], System.Globalization.CultureInfo.InvariantCulture), Currency.CNY);

    /// <summary>What the app was given; empty for the gateway.</summary>
    public string Tn { get; set; } = "";

    /// <summary>The id once money moved; null before.</summary>
    public string? QueryId { get; set; }

    /// <summary>When money moved.</summary>
    public DateTimeOffset? At { get; set; }

    /// <summary>The code of the last refusal; null where there was none.</summary>
    public string? Refusal { get; set; }

    /// <summary>For a refund: the payment.</summary>
    public Transaction? Original { get; set; }
}
