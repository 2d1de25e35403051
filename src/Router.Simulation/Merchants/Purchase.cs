using Router.Core.Orders;

namespace Router.Simulation.Merchants;

/// <summary>What a merchant asked for under one number, and what he was answered. Recorded outside the engine.</summary>
internal sealed class Purchase(string orderNo, long amount)
{
    public string OrderNo => orderNo;

    public long Amount => amount;

    /// <summary>Whether he asked to end it, or to pay otherwise.</summary>
    public bool EndAsked { get; set; }

    /// <summary>Which order each key was answered with.</summary>
    public SortedDictionary<string, string> OrderOfKey { get; } = new(StringComparer.Ordinal);

    /// <summary>Every order that was acknowledged, with the last final state that was answered; null: none was.</summary>
    public SortedDictionary<string, PaymentState?> Acknowledged { get; } = new(StringComparer.Ordinal);

    /// <summary>Every refund that was acknowledged, by the merchant's number.</summary>
    public SortedDictionary<string, string> Refunds { get; } = new(StringComparer.Ordinal);
}
