using System.Text.Json.Nodes;

namespace Router.ChannelSimulators.WeChatPay;

/// <summary>An order in WeChat Pay's book.</summary>
internal sealed class SimulatedOrder
{
    public required SimulatedMerchant Merchant { get; init; }

    public required string Number { get; init; }

    public required string Kind { get; init; }

    public required string RawBody { get; init; }

    public required JsonObject Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset PayableUntil { get; init; }

    public required long Total { get; init; }

    public string TradeState { get; set; } = "NOTPAY";

    public string TransactionId { get; set; } = "";

    public DateTimeOffset? PaidAt { get; set; }

    public List<SimulatedRefund> Refunds { get; } = [];

    /// <summary>What was handed out to pay with, and until when each is good.</summary>
    public Dictionary<string, DateTimeOffset> Tickets { get; } = [];

    public bool IsPartners => Body.ContainsKey("sp_mchid");

    public string Text(string name) => (string?)Body[name] ?? "";
}
